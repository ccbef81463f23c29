import { readCityFolder } from '@jingwei/api/city/city-folder.ts'
import { demoFolder } from '@jingwei/geodata/demo-folder.ts'
import { outlineOf } from '@jingwei/geodata/geometry/outline.ts'
import { buildPartition, type Partition } from '@jingwei/geodata/geometry/partition.ts'
import { decodeTopology } from '@jingwei/geodata/geometry/topology.ts'
import { type GridTree, growTree } from '@jingwei/geodata/geometry/tree.ts'
import { toDegrees } from '@jingwei/geodata/geometry/units.ts'
import type { Area } from './peers.ts'

type Folder = Awaited<ReturnType<typeof readCityFolder>>
type Grid = Folder['topology']['grids'][number]

/** The demo city's grids, as every contender gets them. */
export interface DemoGrids {
  readonly partition: Partition
  readonly grids: readonly Grid[]
  readonly tree: GridTree<Grid>
  /** Polygons of each level, largest first. */
  readonly levels: readonly (readonly Area[])[]
}

export async function demoGrids(): Promise<DemoGrids> {
  const { topology } = await readCityFolder(demoFolder)
  const partition = buildPartition(decodeTopology(topology))
  const tree = growTree(topology.grids)
  const depths = Math.max(...topology.grids.map(({ code }) => tree.chain(code).length))
  const levels = Array.from({ length: depths }, (_, depth) => {
    const faces = new Map<string, number[]>()
    partition.faces.forEach((face, f) => {
      const code = tree.chain(face.grid)[depth]?.code
      if (code !== undefined) faces.set(code, [...(faces.get(code) ?? []), f])
    })
    return [...faces].flatMap(([code, group]) =>
      outlineOf(partition, group).map(rings => ({ code, coordinates: rings.map(closed) })),
    )
  })
  return { partition, grids: topology.grids, tree, levels }
}

function closed(ring: Int32Array): number[][] {
  const places = Array.from({ length: ring.length / 2 }, (_, i) => [
    toDegrees(ring[2 * i] as number),
    toDegrees(ring[2 * i + 1] as number),
  ])
  return [...places, places[0] as number[]]
}
