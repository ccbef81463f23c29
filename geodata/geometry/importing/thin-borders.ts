import { checkCoverage } from '../coverage.ts'
import type { Face } from '../face.ts'
import { generalize } from '../generalize.ts'
import type { Outline } from '../outline.ts'
import { buildPartition, type Partition } from '../partition.ts'
import type { Ring } from '../ring.ts'
import { metersPerUnit } from './fault.ts'

export type Thinned = {
  readonly faces: readonly Face[]
  /** No vertex that was left out lies farther beside the borders that remain. */
  readonly meters: number
}

/** From what rounding does to what a surveyor would still call the same border. */
const tolerances = [0.02, 0.1, 0.5, 2] as const
/** A grid whose thinned borders would meet keeps its own; more often than this it does not come to an end. */
const mostRounds = 10

/**
 * 抽稀: leaves vertices out of the borders of faces that tile, each border once for both its sides, until there are no more than `most`: by the
 * smallest tolerance that does it. What is left is proven to tile. The city's outline keeps each of its own vertices.
 * @returns null when there are too many at every tolerance
 */
export function thinBorders(faces: readonly Face[], outline: Outline, most: number): Thinned | null {
  const partition = buildPartition(faces)
  const { xs, ys } = partition
  const scale = metersPerUnit(ys[ys.length >> 1] ?? 0)
  const projected = {
    x: Float64Array.from(xs, x => x * scale.east),
    y: Float64Array.from(ys, y => y * scale.north),
  }
  const own = Int32Array.from(partition.faces.keys())
  const frozen = verticesOn(partition, outline)
  for (const meters of tolerances) {
    const { keeps } = generalize(partition, own, projected, meters)
    for (const v of frozen) keeps[v] = 1
    if (countOf(keeps) > most) continue
    const thinned = tiling(partition, keeps)
    if (thinned !== null && countOf(keeps) <= most) return { faces: thinned, meters }
  }
  return null
}

function countOf(keeps: Uint8Array): number {
  return keeps.reduce((sum, kept) => sum + kept, 0)
}

/** Vertices that stand where an outline has one. */
function verticesOn({ xs, ys }: Partition, outline: Outline): number[] {
  const places = new Set<string>()
  for (const ring of outline.flat())
    for (let i = 0; i < ring.length; i += 2) places.add(`${ring[i]} ${ring[i + 1]}`)
  const found: number[] = []
  if (places.size > 0) for (const [v, x] of xs.entries()) if (places.has(`${x} ${ys[v]}`)) found.push(v)
  return found
}

/** The faces with the vertices that are kept; where these do not tile, all vertices of the grids concerned are kept. Null: that did not help. */
function tiling(partition: Partition, keeps: Uint8Array): Face[] | null {
  for (let round = 0; round < mostRounds; round++) {
    const thinned = partition.faces.map(({ grid, rings }) => ({
      grid,
      rings: rings.map(ring => placesOf(partition, ring, keeps)),
    }))
    const { faults } = checkCoverage(thinned)
    if (faults.length === 0) return thinned
    const touched = new Set(faults.flatMap(({ grids }) => grids))
    for (const { grid, rings } of partition.faces)
      if (touched.has(grid)) for (const v of rings.flatMap(ring => [...ring])) keeps[v] = 1
  }
  return null
}

function placesOf({ xs, ys }: Partition, ring: Int32Array, keeps: Uint8Array): Ring {
  const kept = ring.filter(v => keeps[v] === 1)
  // of what a border narrower than the tolerance encloses too little is left to be a ring
  const drawn = kept.length < 3 ? ring : kept
  return Int32Array.from([...drawn].flatMap(v => [xs[v] as number, ys[v] as number]))
}
