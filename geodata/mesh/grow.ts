import { density } from './density.ts'
import { at, type Mesh, triangleCount } from './mesh.ts'
import { METERS_PER_UNIT_X, METERS_PER_UNIT_Y } from './plane.ts'
import { Queue } from './queue.ts'
import { noise } from './random.ts'

/** What growing needs of each triangle: its middle in metres, its weight and how slowly a region spreads over it. */
export interface Terrain {
  mesh: Mesh
  x: Float64Array
  y: Float64Array
  /** Expected number of blocks on the triangle: area × density. */
  weight: Float64Array
  slowness: Float64Array
  /** Scratch: place of a triangle in the region at work, else -1. */
  local: Int32Array
}

export function terrain(mesh: Mesh, origin: { x: number; y: number }, districts: string[]): Terrain {
  const count = triangleCount(mesh)
  const x = new Float64Array(count)
  const y = new Float64Array(count)
  const weight = new Float64Array(count)
  const slowness = new Float64Array(count)
  for (let t = 0; t < count; t++) {
    const [ax, ay, bx, by, cx, cy] = [0, 1, 2].flatMap(k => {
      const v = at(mesh.corners, 3 * t + k)
      return [(at(mesh.x, v) - origin.x) * METERS_PER_UNIT_X, (at(mesh.y, v) - origin.y) * METERS_PER_UNIT_Y]
    }) as [number, number, number, number, number, number]
    const mx = (ax + bx + cx) / 3
    const my = (ay + by + cy) / 3
    const blocks = density(mx, my, districts[at(mesh.district, t)])
    x[t] = mx
    y[t] = my
    weight[t] = (((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2e6) * blocks
    slowness[t] =
      Math.sqrt(blocks) *
      Math.exp(0.75 * noise(mx / 1100, my / 1100, 3, 3) + 0.8 * noise(mx / 260, my / 260, 5, 3))
  }
  return { mesh, x, y, weight, slowness, local: new Int32Array(count).fill(-1) }
}

/**
 * Divides a region into connected parts of the wanted weights: all parts grow at once from their seeds over the slowness of
 * the land; then seeds move to the middles of their parts (unless held) and light parts get faster, for some rounds.
 * @param region triangle indexes, connected
 * @param wanted one share per part
 * @returns the part of each triangle, in the order of `region`
 */
export function divide(
  land: Terrain,
  region: number[],
  wanted: number[],
  rounds: number,
  { held, line }: Start = {},
): Int32Array {
  const total = wanted.reduce((a, b) => a + b, 0)
  const whole = region.reduce((sum, t) => sum + at(land.weight, t), 0)
  const speeds = wanted.map(() => 1)
  let seeds = held ?? spread(land, region, wanted.length, line ?? [])
  let best: { owner: Int32Array; error: number } | undefined
  for (let round = 0; round < rounds; round++) {
    const owner = grow(
      land,
      region,
      line ? [line, ...seeds.slice(1).map(t => [t])] : seeds.map(t => [t]),
      speeds,
    )
    const parts = measure(land, region, owner, wanted.length)
    const shares = parts.map((p, i) => p.weight / whole / (at(wanted, i) / total))
    const error = Math.max(...shares.map(s => Math.abs(Math.log(s))))
    if (round >= rounds / 2 && (!best || error < best.error)) best = { owner, error }
    for (const [i, share] of shares.entries())
      speeds[i] = Math.min(4, Math.max(0.25, at(speeds, i) * Math.exp(-0.35 * Math.log(share))))
    if (!held && round < rounds - 3) seeds = middles(land, region, owner, parts, seeds)
  }
  if (!best) throw new Error('dividing needs at least one round')
  return best.owner
}

/** Where parts start, if not from seeds of their own choice. */
export interface Start {
  /** One triangle per part, where its seed stays. */
  held?: number[]
  /** Triangles that the first part starts from all at once: it grows along them, like a street. */
  line?: number[]
}

/** Seeds far from each other: each next one is the triangle farthest from those before and from the line. */
function spread(land: Terrain, region: number[], count: number, line: number[]) {
  const first = region.reduce(
    (a, t) => (at(land.x, t) - at(land.y, t) < at(land.x, a) - at(land.y, a) ? t : a),
    region[0] ?? 0,
  )
  const seeds = [line[0] ?? first]
  const distance = new Float64Array(region.length).fill(Number.POSITIVE_INFINITY)
  let latest = line.length > 0 ? line : seeds
  while (seeds.length < count) {
    let far = 0
    for (const [i, t] of region.entries()) {
      for (const seed of latest) {
        const dx = at(land.x, t) - at(land.x, seed)
        const dy = at(land.y, t) - at(land.y, seed)
        const d = (dx * dx + dy * dy) * at(land.slowness, t) * at(land.slowness, t)
        if (d < at(distance, i)) distance[i] = d
      }
      if (at(distance, i) > at(distance, far)) far = i
    }
    distance[far] = -1
    latest = [at(region, far)]
    seeds.push(at(region, far))
  }
  return seeds
}

interface Part {
  weight: number
  x: number
  y: number
}

function measure(land: Terrain, region: number[], owner: Int32Array, count: number) {
  const parts: Part[] = Array.from({ length: count }, () => ({ weight: 1e-12, x: 0, y: 0 }))
  for (const [i, t] of region.entries()) {
    const part = parts[at(owner, i)]
    if (!part) continue
    const w = at(land.weight, t)
    part.weight += w
    part.x += w * at(land.x, t)
    part.y += w * at(land.y, t)
  }
  return parts
}

function middles(land: Terrain, region: number[], owner: Int32Array, parts: Part[], seeds: number[]) {
  const nearest = parts.map(() => Number.POSITIVE_INFINITY)
  const out = [...seeds]
  for (const [i, t] of region.entries()) {
    const p = at(owner, i)
    const part = parts[p]
    if (!part) continue
    const dx = at(land.x, t) - part.x / part.weight
    const dy = at(land.y, t) - part.y / part.weight
    const d = dx * dx + dy * dy
    if (d < at(nearest, p)) {
      nearest[p] = d
      out[p] = t
    }
  }
  return out
}

/** First come, first served, from all seeds at once; a part spreads only from its own triangles, so it stays connected. */
function grow(land: Terrain, region: number[], starts: number[][], speeds: number[]) {
  const { mesh, local } = land
  for (const [i, t] of region.entries()) local[t] = i
  const owner = new Int32Array(region.length).fill(-1)
  const queue = new Queue()
  for (const [s, start] of starts.entries()) for (const t of start) queue.push(0, at(local, t), s)
  for (let top = queue.pop(); top; top = queue.pop()) {
    if (at(owner, top.item) >= 0) continue
    owner[top.item] = top.part
    const t = at(region, top.item)
    for (let e = 3 * t; e < 3 * t + 3; e++) {
      const twin = at(mesh.twins, e)
      if (twin < 0) continue
      const other = Math.floor(twin / 3)
      const item = at(local, other)
      if (item < 0 || at(owner, item) >= 0) continue
      queue.push(top.cost + crossing(land, t, other) / at(speeds, top.part), item, top.part)
    }
  }
  for (const t of region) local[t] = -1
  if (owner.includes(-1)) throw new Error('the region to divide is not connected')
  return owner
}

/** Cost of going from the middle of a triangle to that of the next one. */
function crossing(land: Terrain, from: number, to: number) {
  const dx = at(land.x, from) - at(land.x, to)
  const dy = at(land.y, from) - at(land.y, to)
  return Math.sqrt(dx * dx + dy * dy) * (at(land.slowness, from) + at(land.slowness, to))
}
