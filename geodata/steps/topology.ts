import type { FolderTopology } from '../city-folder.ts'
import { encodeTopology } from '../geometry/topology.ts'
import type { Register } from '../grids/register.ts'
import type { MeshFace } from '../mesh/faces.ts'

/** `topology.json`: leaf faces with shared arcs, and the register of grids. */
export function topology(leafFaces: MeshFace[], register: Register): FolderTopology {
  const coded = leafFaces.map(({ region, rings }) => ({
    grid: register.codeOfLeaf[region] ?? '',
    rings: rings.map(ring => Int32Array.from(ring.flat())),
  }))
  return encodeTopology(coded, register.grids) as FolderTopology
}
