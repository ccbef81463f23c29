import type { Terrain } from './grow.ts'
import { at } from './mesh.ts'
import { Queue } from './queue.ts'

/** Share of the way that is left out at each end. */
const TRIM = 0.07

/** The triangles along the shortest way through a region from one far end to the other: its main street. */
export function mainStreet(land: Terrain, region: number[]): number[] {
  const end = walk(land, region, region[0] ?? 0).far
  const { far, before } = walk(land, region, end)
  const way: number[] = []
  for (let t: number | undefined = far; t !== undefined; t = before.get(t)) way.push(t)
  const cut = Math.floor(way.length * TRIM)
  return way.slice(cut, way.length - cut)
}

/** Metres between the middles of two triangles. */
function stretch(land: Terrain, from: number, to: number) {
  const dx = at(land.x, from) - at(land.x, to)
  const dy = at(land.y, from) - at(land.y, to)
  return Math.sqrt(dx * dx + dy * dy)
}

/** Shortest ways from one triangle to all of a region: the farthest one, and for each the one before it. */
function walk(land: Terrain, region: number[], start: number) {
  const cost = new Map(region.map(t => [t, Number.POSITIVE_INFINITY]))
  const before = new Map<number, number>()
  const queue = new Queue()
  let far = start
  cost.set(start, 0)
  queue.push(0, start, 0)
  for (let top = queue.pop(); top; top = queue.pop()) {
    const t = top.item
    if (top.cost > (cost.get(t) ?? 0)) continue
    far = t
    for (let e = 3 * t; e < 3 * t + 3; e++) {
      const other = Math.floor(at(land.mesh.twins, e) / 3)
      if (!cost.has(other)) continue
      const sum = top.cost + stretch(land, t, other)
      if (sum >= (cost.get(other) ?? 0)) continue
      cost.set(other, sum)
      before.set(other, t)
      queue.push(sum, other, 0)
    }
  }
  return { far, before }
}
