import type { FolderTopology } from '../city-folder.ts'
import { encodeTopology } from '../geometry/topology.ts'
import type { Register } from '../grids/register.ts'
import type { Tree } from '../grids/tree.ts'
import { faces } from '../mesh/faces.ts'
import type { Mesh } from '../mesh/mesh.ts'

/** `topology.json`: leaf faces with shared arcs, and the register of grids. */
export function topology(mesh: Mesh, tree: Tree, register: Register): FolderTopology {
  const leafFaces = faces(mesh, tree.leaf).map(({ region, rings }) => ({
    grid: register.codeOfLeaf[region] ?? '',
    rings: rings.map(ring => Int32Array.from(ring.flat())),
  }))
  return encodeTopology(leafFaces, register.grids) as FolderTopology
}
