import { isWithin, type Ring, twiceArea } from '../ring.ts'
import { toDegrees, toUnits, UNITS_PER_DEGREE } from '../units.ts'
import { type Choices, chosen, faultOf, type ImportFault, squareMetersAt } from './fault.ts'

/** A shape as a file has it: degrees, `x0, y0, x1, y1, …`, rings with or without their last point. */
export type SourceShape = {
  /** Which grid it is a shape of. */
  readonly grid: string
  /** Counted from 1. */
  readonly row: number
  /** Null: there is a geometry, but none of polygons. */
  readonly polygons: readonly (readonly Float64Array[])[] | null
}

/** One polygon on whole units: its rings together say, by even and odd, what is inside. */
export type Part = { readonly grid: string; readonly row: number; readonly rings: readonly Ring[] }

export type Rounded = {
  readonly parts: readonly Part[]
  readonly faults: readonly ImportFault[]
  /** Coordinates that had more than seven decimals, and how far the farthest of them moved, in degrees. */
  readonly moved: number
  readonly farthest: number
  /** Points that were there twice in a row once they were rounded. */
  readonly repeated: number
}

/** Degrees → units. What cannot be a ring is told and, if nothing else is chosen, mended in the one way there is. */
export function roundShapes(shapes: readonly SourceShape[], choices: Choices): Rounded {
  const parts: Part[] = []
  const faults: ImportFault[] = []
  const tally = { moved: 0, farthest: 0, repeated: 0 }
  for (const { grid, row, polygons } of shapes) {
    const tell = (fault: ImportFault) => {
      faults.push(fault)
      return chosen(fault, choices)
    }
    if (polygons === null || polygons.every(rings => rings.length === 0)) {
      const code = polygons === null ? 'not-a-polygon' : 'empty-geometry'
      tell(faultOf({ code, grids: [grid], rows: [row], repairs: [{ kind: 'drop' }] }))
      continue
    }
    for (const polygon of polygons) {
      const rings = polygon.flatMap(ring => roundRing(ring, { grid, row }, tell, tally) ?? [])
      const [shell] = rings
      if (shell === undefined) continue
      parts.push({
        grid,
        row,
        rings: rings.filter((ring, r) => r === 0 || isKept(ring, shell, grid, row, tell)),
      })
    }
  }
  return { parts, faults, ...tally }
}

type Tell = (fault: ImportFault) => ReturnType<typeof chosen>

function roundRing(
  ring: Float64Array,
  { grid, row }: { grid: string; row: number },
  tell: Tell,
  tally: { moved: number; farthest: number; repeated: number },
): Ring | null {
  const out: number[] = []
  let bad = 0
  for (let i = 0; i + 1 < ring.length; i += 2) {
    const lon = ring[i] as number
    const lat = ring[i + 1] as number
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
      bad++
      continue
    }
    const [x, y] = [toUnits(lon), toUnits(lat)]
    for (const [degrees, units] of [
      [lon, x],
      [lat, y],
    ] as const) {
      if (degrees === toDegrees(units)) continue
      tally.moved++
      tally.farthest = Math.max(tally.farthest, Math.abs(degrees - units / UNITS_PER_DEGREE))
    }
    if (out.at(-2) === x && out.at(-1) === y) tally.repeated++
    else out.push(x, y)
  }
  const at = out.length < 2 ? null : ([toDegrees(out[0] as number), toDegrees(out[1] as number)] as const)
  const about = { grids: [grid], rows: [row], at }
  if (bad > 0) tell(faultOf({ code: 'bad-coordinate', ...about, count: bad, repairs: [{ kind: 'drop' }] }))
  const closes = out.length > 2 && out[0] === out.at(-2) && out[1] === out.at(-1)
  if (closes) out.length -= 2
  if (new Set(pairs(out)).size < 3) {
    tell(faultOf({ code: 'ring-too-short', ...about, repairs: [{ kind: 'drop' }] }))
    return null
  }
  if (!closes) {
    const repair = tell(
      faultOf({ code: 'unclosed-ring', ...about, repairs: [{ kind: 'close' }, { kind: 'drop' }] }),
    )
    if (repair?.kind === 'drop') return null
  }
  return Int32Array.from(out)
}

/** Every ring after the first is a hole; one that lies elsewhere would become an island. */
function isKept(hole: Ring, shell: Ring, grid: string, row: number, tell: Tell): boolean {
  if (isWithin(hole, shell)) return true
  const at = [toDegrees(hole[0] as number), toDegrees(hole[1] as number)] as const
  const squareMeters = squareMetersAt(twiceArea(hole), hole[1] as number)
  const repairs = [{ kind: 'drop' }, { kind: 'even-odd' }] as const
  return (
    tell(faultOf({ code: 'hole-outside', grids: [grid], rows: [row], at, squareMeters, repairs }))?.kind !==
    'drop'
  )
}

function* pairs(flat: readonly number[]): Iterable<string> {
  for (let i = 0; i < flat.length; i += 2) yield `${flat[i]} ${flat[i + 1]}`
}
