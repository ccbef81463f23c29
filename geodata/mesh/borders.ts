import { METERS_PER_UNIT_X, METERS_PER_UNIT_Y, UNITS } from './plane.ts'

/** A real district: its ring in whole source steps (1/stepsPerDegree degree), as published. */
export interface SourceDistrict {
  code: string
  ring: number[][]
}

/** One straight piece of a border: from point `a` to point `b`, `left` and `right` of it a district's index or -1. */
export interface BorderPiece {
  a: number
  b: number
  left: number
  right: number
}

/** Degrees of the source's datum → degrees of ours. */
type Project = (lon: number, lat: number) => readonly [number, number]

export interface Borders {
  /** Integer units, interleaved x, y. */
  points: number[]
  pieces: BorderPiece[]
  repairs: { repeated: number; spikes: number }
}

/** Longest piece in metres before it is divided along a smooth curve through its neighbours. */
const LONGEST = 130
const RELAXATIONS = 12

/**
 * The borders of all districts as one network, each shared border once. Repeated points and spikes (a piece walked there and
 * back) are dropped. The source rounds to 1/1024° (about 100 m): every point is relaxed inside its own rounding cell, so the
 * staircase of the rounding goes and no point leaves the place that the source states.
 */
export function borders(districts: SourceDistrict[], stepsPerDegree: number, project: Project): Borders {
  const repairs = { repeated: 0, spikes: 0 }
  const step = UNITS / stepsPerDegree
  const indexOf = new Map<string, number>()
  const source: [number, number][] = []
  const pieces = new Map<string, BorderPiece>()
  for (const [d, { ring }] of districts.entries()) {
    const clean = cleanRing(ring, repairs)
    const ids = clean.map(([x = 0, y = 0]) => {
      const key = `${x} ${y}`
      const known = indexOf.get(key)
      if (known !== undefined) return known
      source.push([x * step, y * step])
      indexOf.set(key, source.length - 1)
      return source.length - 1
    })
    const counterClockwise = signedArea(clean) > 0
    for (const [i, a] of ids.entries()) {
      const b = ids[(i + 1) % ids.length] ?? a
      const twin = pieces.get(`${b} ${a}`)
      const piece = twin ?? { a, b, left: -1, right: -1 }
      const side = (twin === undefined) === counterClockwise ? 'left' : 'right'
      if (piece[side] !== -1) throw new Error(`border ${a} ${b} is claimed twice`)
      piece[side] = d
      if (!twin) pieces.set(`${a} ${b}`, piece)
    }
  }
  const network = [...pieces.values()]
  const relaxed = relax(source, network, step / 2)
  return { ...refine(relaxed, network, project), repairs }
}

function cleanRing(ring: number[][], repairs: Borders['repairs']) {
  const out: number[][] = []
  for (const p of ring) {
    const last = out.at(-1)
    if (last && last[0] === p[0] && last[1] === p[1]) repairs.repeated++
    else out.push(p)
  }
  out.pop() // the closing point
  for (let i = 0; i < out.length; i++) {
    const before = out.at(i - 1)
    const after = out[(i + 1) % out.length]
    if (before && after && before[0] === after[0] && before[1] === after[1]) {
      out.splice(i, 1)
      out.splice(i % out.length, 1)
      repairs.spikes++
      i = Math.max(-1, i - 2)
    }
  }
  return out
}

function signedArea(ring: number[][]) {
  let sum = 0
  for (const [i, p] of ring.entries()) {
    const q = ring[(i + 1) % ring.length] ?? p
    sum += (p[0] ?? 0) * (q[1] ?? 0) - (q[0] ?? 0) * (p[1] ?? 0)
  }
  return sum
}

function neighbours(count: number, pieces: BorderPiece[]) {
  const of: number[][] = Array.from({ length: count }, () => [])
  for (const { a, b } of pieces) {
    of[a]?.push(b)
    of[b]?.push(a)
  }
  return of
}

function relax(source: [number, number][], pieces: BorderPiece[], reach: number) {
  const near = neighbours(source.length, pieces)
  let points = source.map(p => [...p] as [number, number])
  for (let round = 0; round < RELAXATIONS; round++) {
    points = points.map((p, i) => {
      const [u, v] = near[i] ?? []
      if (near[i]?.length !== 2 || u === undefined || v === undefined) return p
      const [px, py] = points[u] ?? p
      const [qx, qy] = points[v] ?? p
      const [sx, sy] = source[i] ?? p
      const clamp = (value: number, middle: number) =>
        Math.min(middle + reach, Math.max(middle - reach, value))
      return [clamp(p[0] / 2 + (px + qx) / 4, sx), clamp(p[1] / 2 + (py + qy) / 4, sy)]
    })
  }
  return points
}

/** Divides long pieces at the middle of a cubic through the four points around (Dyn–Levin), then rounds to units. */
function refine(start: [number, number][], start_: BorderPiece[], project: Project) {
  const points = start.map(p => [...p] as [number, number])
  let pieces = start_
  for (let again = true; again; ) {
    again = false
    const near = neighbours(points.length, pieces)
    const beyond = (p: number, from: number) => {
      const list = near[p] ?? []
      const other = list.length === 2 ? list.find(n => n !== from) : undefined
      return points[other ?? p] ?? [0, 0]
    }
    const next: BorderPiece[] = []
    for (const piece of pieces) {
      const [ax, ay] = points[piece.a] ?? [0, 0]
      const [bx, by] = points[piece.b] ?? [0, 0]
      const dx = (bx - ax) * METERS_PER_UNIT_X
      const dy = (by - ay) * METERS_PER_UNIT_Y
      if (Math.sqrt(dx * dx + dy * dy) <= LONGEST) {
        next.push(piece)
        continue
      }
      again = true
      const [zx, zy] = beyond(piece.a, piece.b)
      const [cx, cy] = beyond(piece.b, piece.a)
      points.push([(9 * (ax + bx) - zx - cx) / 16, (9 * (ay + by) - zy - cy) / 16])
      const middle = points.length - 1
      next.push({ ...piece, b: middle }, { ...piece, a: middle })
    }
    pieces = next
  }
  const units = points.flatMap(([x, y]) =>
    project(x / UNITS, y / UNITS).map(degrees => Math.round(degrees * UNITS)),
  )
  return { points: units, pieces }
}
