import { createLocator } from '@jingwei/geodata/geometry/locate.ts'
import { toDegrees } from '@jingwei/geodata/geometry/units.ts'
import type { DemoGrids } from './demo-grids.ts'
import { faster, type Result, randomFrom, rates } from './measure.ts'
import { finders } from './peers.ts'

/** lon0, lat0, lon1, … all over the city, the same on each run. */
export function randomPoints({ partition: { xs, ys } }: DemoGrids, count: number): Float64Array {
  const random = randomFrom(6)
  const ends = (axis: Int32Array): [number, number] => [
    axis.reduce((a, b) => Math.min(a, b)),
    axis.reduce((a, b) => Math.max(a, b)),
  ]
  const [west, east] = ends(xs)
  const [south, north] = ends(ys)
  return Float64Array.from({ length: 2 * count }, (_, i) =>
    i % 2 === 0
      ? toDegrees(Math.round(west + random() * (east - west)))
      : toDegrees(Math.round(south + random() * (north - south))),
  )
}

/** Which grid has a point, and which grids of every level: ours against the usual libraries, on one thread. */
export async function benchRouting(demo: DemoGrids, quick: boolean): Promise<Result[]> {
  const points = randomPoints(demo, 1_000_000)
  const { partition, levels } = demo
  const locator = createLocator(partition)
  const faces = new Int32Array(points.length / 2)
  const codeOf = partition.faces.map(({ grid }) => grid)
  const leafPeers = finders(levels.at(-1) ?? [])

  // correctness first
  locator.locateMany(points, faces)
  const asked = quick ? 100_000 : 1_000_000
  for (const [name, find] of Object.entries(leafPeers)) {
    let differ = 0
    for (let i = 0; i < asked; i++)
      if (
        find(points[2 * i] as number, points[2 * i + 1] as number) !==
        (faces[i] === -1 ? undefined : codeOf[faces[i] as number])
      )
        differ++
    console.log(`  ${name}: ${differ} of ${asked} random points differ`)
    if (differ > asked / 100_000) throw new Error(`${name} and the kernel do not agree`)
  }

  const peerPoints = quick ? 200_000 : 1_000_000
  const chains = chainTable(demo)
  const out = new Int32Array((points.length / 2) * chains.depth)
  const all = levels.map(finders)
  const fewPoints = quick ? 10_000 : 50_000
  const leaf = await rates([
    {
      name: 'ours',
      run: () => {
        locator.locateMany(points, faces)
        return faces.length
      },
    },
    ...Object.entries(leafPeers).map(([name, find]) => ({
      name,
      run: () => {
        for (let i = 0; i < peerPoints; i++) find(points[2 * i] as number, points[2 * i + 1] as number)
        return peerPoints
      },
    })),
  ])
  const four = await rates([
    {
      name: 'ours',
      run: () => {
        locator.locateMany(points, faces)
        const { depth, table } = chains
        for (let i = 0; i < faces.length; i++) {
          const face = faces[i] as number
          for (let level = 0; level < depth; level++)
            out[i * depth + level] = face < 0 ? -1 : (table[face * depth + level] as number)
        }
        return faces.length
      },
    },
    ...Object.keys(leafPeers).map(name => ({
      name,
      run: () => {
        for (let i = 0; i < fewPoints; i++)
          for (const level of all) level[name]?.(points[2 * i] as number, points[2 * i + 1] as number)
        return fewPoints
      },
    })),
  ])
  const rate = (of: Map<string, number>, name: string) => (of.get(name) ?? 0) / 1000
  const goals: Record<string, number> = {
    'which-polygon': 10,
    'polygon-lookup': 12,
    'flatbush + point-in-polygon-hao': 10,
    'rbush + turf': 12,
  }
  return Object.keys(leafPeers).flatMap(name => [
    faster(
      `leaf grid of a point, ${name}`,
      rate(leaf, 'ours'),
      name,
      rate(leaf, name),
      'thousand a second',
      goals[name] ?? 10,
    ),
    faster(
      `grids of every level of a point, ${name}`,
      rate(four, 'ours'),
      name,
      rate(four, name),
      'thousand a second',
      100,
    ),
  ])
}

/** For each face the numbers of the grids of its chain. */
function chainTable({ partition, tree, grids }: DemoGrids): { depth: number; table: Int32Array } {
  const numberOf = new Map(grids.map(({ code }, i) => [code, i]))
  const depth = Math.max(...grids.map(({ code }) => tree.chain(code).length))
  const table = new Int32Array(partition.faces.length * depth).fill(-1)
  partition.faces.forEach((face, f) => {
    tree.chain(face.grid).forEach((grid, level) => {
      table[f * depth + level] = numberOf.get(grid.code) ?? -1
    })
  })
  return { depth, table }
}
