import { density } from './density.ts'
import { type Mesh, triangleCount } from './mesh.ts'
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
      const v = mesh.corners[3 * t + k] as number
      return [
        ((mesh.x[v] as number) - origin.x) * METERS_PER_UNIT_X,
        ((mesh.y[v] as number) - origin.y) * METERS_PER_UNIT_Y,
      ]
    }) as [number, number, number, number, number, number]
    const mx = (ax + bx + cx) / 3
    const my = (ay + by + cy) / 3
    const blocks = density(mx, my, districts[mesh.district[t] as number])
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
  const whole = region.reduce((sum, t) => sum + (land.weight[t] as number), 0)
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
    const shares = parts.map((p, i) => p.weight / whole / ((wanted[i] as number) / total))
    const error = Math.max(...shares.map(s => Math.abs(Math.log(s))))
    if (round >= rounds / 2 && (!best || error < best.error)) best = { owner, error }
    for (const [i, share] of shares.entries())
      speeds[i] = Math.min(4, Math.max(0.25, (speeds[i] as number) * Math.exp(-0.35 * Math.log(share))))
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
    (a, t) =>
      (land.x[t] as number) - (land.y[t] as number) < (land.x[a] as number) - (land.y[a] as number) ? t : a,
    region[0] ?? 0,
  )
  const seeds = [line[0] ?? first]
  const distance = new Float64Array(region.length).fill(Number.POSITIVE_INFINITY)
  let latest = line.length > 0 ? line : seeds
  while (seeds.length < count) {
    let far = 0
    for (const [i, t] of region.entries()) {
      for (const seed of latest) {
        const dx = (land.x[t] as number) - (land.x[seed] as number)
        const dy = (land.y[t] as number) - (land.y[seed] as number)
        const d = (dx * dx + dy * dy) * (land.slowness[t] as number) * (land.slowness[t] as number)
        if (d < (distance[i] as number)) distance[i] = d
      }
      if ((distance[i] as number) > (distance[far] as number)) far = i
    }
    distance[far] = -1
    latest = [region[far] as number]
    seeds.push(region[far] as number)
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
    const part = parts[owner[i] as number]
    if (!part) continue
    const w = land.weight[t] as number
    part.weight += w
    part.x += w * (land.x[t] as number)
    part.y += w * (land.y[t] as number)
  }
  return parts
}

function middles(land: Terrain, region: number[], owner: Int32Array, parts: Part[], seeds: number[]) {
  const nearest = parts.map(() => Number.POSITIVE_INFINITY)
  const out = [...seeds]
  for (const [i, t] of region.entries()) {
    const p = owner[i] as number
    const part = parts[p]
    if (!part) continue
    const dx = (land.x[t] as number) - part.x / part.weight
    const dy = (land.y[t] as number) - part.y / part.weight
    const d = dx * dx + dy * dy
    if (d < (nearest[p] as number)) {
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
  for (const [s, start] of starts.entries()) for (const t of start) queue.push(0, local[t] as number, s)
  for (let top = queue.pop(); top; top = queue.pop()) {
    if ((owner[top.item] as number) >= 0) continue
    owner[top.item] = top.part
    const t = region[top.item] as number
    for (let e = 3 * t; e < 3 * t + 3; e++) {
      const twin = mesh.twins[e] as number
      if (twin < 0) continue
      const other = Math.floor(twin / 3)
      const item = local[other] as number
      if (item < 0 || (owner[item] as number) >= 0) continue
      queue.push(top.cost + crossing(land, t, other) / (speeds[top.part] as number), item, top.part)
    }
  }
  for (const t of region) local[t] = -1
  if (owner.includes(-1)) throw new Error('the region to divide is not connected')
  return owner
}

/** Cost of going from the middle of a triangle to that of the next one. */
function crossing(land: Terrain, from: number, to: number) {
  const dx = (land.x[from] as number) - (land.x[to] as number)
  const dy = (land.y[from] as number) - (land.y[to] as number)
  return Math.sqrt(dx * dx + dy * dy) * ((land.slowness[from] as number) + (land.slowness[to] as number))
}
