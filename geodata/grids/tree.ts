import type { Quota } from './quotas.ts'
import type { Unit } from './units.ts'

/** The nested cut: for each triangle its leaf (below 0: a unit without grids), and the parents upward by index. */
export interface Tree {
  leaf: Int32Array
  smallOfLeaf: number[]
  mediumOfSmall: number[]
  /** Small grids that are street fronts. */
  fronts: Set<number>
  /** Index into `gridded`. */
  unitOfMedium: number[]
  gridded: Quota[]
  /** Units without grids; leaf `-2 - i` marks the i-th. */
  rural: Unit[]
}
