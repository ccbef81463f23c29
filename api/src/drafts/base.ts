import { brotliDecompressSync } from 'node:zlib'
import { buildPartition } from '@jingwei/geodata/geometry/partition.ts'
import { decodeTopology, type GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import { growTree } from '@jingwei/geodata/geometry/tree.ts'
import { atlasGrid, type Ground } from '../grids/atlas.ts'
import type { VersionRows } from '../grids/version-rows.ts'

/** A version that drafts are drawn on and compared with. */
export type Base = Pick<Ground, 'version' | 'partition' | 'tree' | 'grids' | 'byId'>

export function createBase({ version, topology, grids: rows }: VersionRows): Base {
  const document: GridTopology = JSON.parse(brotliDecompressSync(topology).toString('utf8'))
  const grids = rows.map(atlasGrid)
  return {
    version,
    partition: buildPartition(decodeTopology(document)),
    tree: growTree(grids),
    grids,
    byId: new Map(grids.map(grid => [grid.id, grid])),
  }
}
