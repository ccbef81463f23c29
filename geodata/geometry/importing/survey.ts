import { checkCoverage } from '../coverage.ts'
import { OUTSIDE } from '../edges.ts'
import { canonicalFace, type Face } from '../face.ts'
import { type Outline, outlinesOf } from '../outline.ts'
import type { Partition } from '../partition.ts'
import { toDegrees } from '../units.ts'
import { type Cells, cutCells } from './cells.ts'
import { type Choices, faultOf, type ImportFault } from './fault.ts'
import { joinBorders } from './join-borders.ts'
import { mendFaces } from './mend-faces.ts'
import { type Noded, nodeRings } from './node-rings.ts'
import { type Owner, settle } from './patches.ts'
import { type Part, type Rounded, roundShapes, type SourceShape } from './round-shapes.ts'

export type SurveyOptions = {
  /** The outline that the grids must fill: a city's that is there already. Null: theirs is the city's. */
  readonly outline: Outline | null
  /** Vertices that lie so near to a neighbour's border are put on it. */
  readonly snapMeters: number
  /** Gaps and overlaps no wider than this are slivers. */
  readonly sliverMeters: number
  /** Told again and again how much is done, 0 to 1: of a large file this takes a minute. */
  readonly onProgress?: (done: number) => void
}

export type Survey = {
  /** What the grids own once every fault is mended as chosen, or as first offered. */
  readonly faces: readonly Face[]
  readonly faults: readonly ImportFault[]
  /** Of rounding to whole units: nothing to choose, but to know. */
  readonly rounding: Pick<Rounded, 'moved' | 'farthest' | 'repeated'>
}

/**
 * 查验: shapes of leaf grids from somewhere else → faces that tile, with everything that had to be decided for it. The only place where shapes
 * are mended; nothing is mended that is not told. What tiles already comes back byte for byte. Throws `extent-too-wide`, `too-tangled`.
 */
export function survey(shapes: readonly SourceShape[], choices: Choices, options: SurveyOptions): Survey {
  const { onProgress: done = () => {} } = options
  const { parts, faults: ringFaults, ...rounding } = roundShapes(shapes, choices)
  done(0.05)
  const sound = asItIs(parts, options)
  done(0.25)
  if (sound !== null) return { faces: sound, faults: ringFaults, rounding }
  const city = (options.outline ?? []).map(rings => ({ grid: '', row: 0, rings }))
  const joined = joinBorders(parts, city, choices, options.snapMeters)
  done(0.4)
  const noded = nodeRings([...joined.parts, ...city], share => done(0.4 + 0.35 * share))
  const cells = cutCells(noded.partition)
  done(0.85)
  const own = joined.parts.length
  const crossings = ownCrossings(noded, cells, own)
  const hasOutline = options.outline !== null
  const { owners, faults: placeFaults } = settle(noded, cells, own, choices, { ...options, hasOutline })
  done(0.95)
  const { faces, faults: faceFaults } = mendFaces(drawn(noded.partition, cells, owners))
  const gone = lost(joined.parts, owners)
  const faults = [ringFaults, joined.faults, crossings, placeFaults, gone, faceFaults].flat()
  return { faces, faults, rounding }
}

/** Faces that tile, and fill the outline or, where there is none, leave nothing open: nothing to be done. */
function asItIs(parts: readonly Part[], { outline, snapMeters }: SurveyOptions): Face[] | null {
  const faces = parts.map(({ grid, rings }) => canonicalFace({ grid, rings }))
  const { faults, gaps } = checkCoverage(faces)
  if (faults.length > 0) return null
  if (outline !== null) return fills(faces, outline) ? faces : null
  const isJoined = joinBorders(parts, [], new Map(), snapMeters).faults.length === 0
  return gaps.length === 0 && isJoined ? faces : null
}

/** Whether the borders that are left over when faces cancel theirs are exactly those of an outline. */
function fills(faces: readonly Face[], outline: Outline): boolean {
  const segments = new Map<string, number>()
  const count = (rings: readonly Int32Array[], by: number) => {
    for (const ring of rings)
      for (let i = 0; i < ring.length; i += 2) {
        const [ax, ay] = [ring.at(i - 2) as number, ring.at(i - 1) as number]
        const [bx, by_] = [ring[i] as number, ring[i + 1] as number]
        const forth = ax < bx || (ax === bx && ay < by_)
        const key = forth ? `${ax} ${ay} ${bx} ${by_}` : `${bx} ${by_} ${ax} ${ay}`
        segments.set(key, (segments.get(key) ?? 0) + (forth ? by : -by))
      }
  }
  for (const { rings } of faces) count(rings, 1)
  for (const rings of outline) count(rings, -1)
  return [...segments.values()].every(sum => sum === 0)
}

/** Where a part meets itself: bow-ties with what the crossing changes, spikes with nothing to change. */
function ownCrossings({ insertions, partition, parts }: Noded, cells: Cells, own: number): ImportFault[] {
  const faults: ImportFault[] = []
  const seen = new Map<number, { count: number; at: readonly [number, number] }>()
  for (const { crosses, parts: pair, x, y } of insertions) {
    const [p, q] = pair
    if (!crosses || p !== q || p >= own) continue
    const known = seen.get(p)
    seen.set(p, { count: (known?.count ?? 0) + 1, at: known?.at ?? [toDegrees(x), toDegrees(y)] })
  }
  for (const [p, { count, at }] of seen) {
    const { grid, row } = parts[p] as Part
    const repairs = [{ kind: 'even-odd' }] as const
    faults.push(
      faultOf({ code: 'crosses-itself', grids: [grid], rows: [row], at, count: count / 2, repairs }),
    )
  }
  const spikes = new Map<number, { count: number; edge: number }>()
  for (const { part, edge } of cells.cancelled) {
    if (part >= own) continue
    spikes.set(part, { count: (spikes.get(part)?.count ?? 0) + 1, edge: spikes.get(part)?.edge ?? edge })
  }
  for (const [p, { count, edge }] of spikes) {
    const { grid, row } = parts[p] as Part
    const v = partition.edges.from[edge] as number
    const at = [toDegrees(partition.xs[v] as number), toDegrees(partition.ys[v] as number)] as const
    faults.push(
      faultOf({ code: 'spike', grids: [grid], rows: [row], at, count, repairs: [{ kind: 'drop' }] }),
    )
  }
  return faults
}

function lost(parts: readonly Part[], owners: readonly (Owner | null)[]): ImportFault[] {
  const kept = new Set(owners.map(owner => owner?.grid))
  const gone = new Map<string, number[]>()
  for (const { grid, row } of parts) if (!kept.has(grid)) gone.set(grid, [...(gone.get(grid) ?? []), row])
  return [...gone].map(([grid, rows]) =>
    faultOf({ code: 'nothing-left', grids: [grid], rows: [...new Set(rows)], repairs: [{ kind: 'drop' }] }),
  )
}

/** One face for every connected piece that a grid has of one part. */
function drawn(partition: Partition, cells: Cells, owners: readonly (Owner | null)[]): Face[] {
  const place = new Map<string, number>()
  const grids: string[] = []
  const group = owners.map(owner => {
    if (owner === null) return OUTSIDE
    const key = `${owner.grid} ${owner.part}`
    const known = place.get(key)
    if (known !== undefined) return known
    place.set(key, grids.length)
    return grids.push(owner.grid) - 1
  })
  const edges = { ...partition.edges, left: cells.left, right: cells.right }
  return outlinesOf({ ...partition, edges }, group, grids.length).flatMap((outline, i) =>
    outline.map(rings => canonicalFace({ grid: grids[i] as string, rings })),
  )
}
