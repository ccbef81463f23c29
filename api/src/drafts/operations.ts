import { mapPlaces } from '@jingwei/geodata/geometry/editing/map-places.ts'
import { type Operation, operationsOf } from '@jingwei/geodata/geometry/editing/operation.ts'
import { toUnits } from '@jingwei/geodata/geometry/units.ts'
import type { DraftOperation } from './contract.ts'

type Drawing = Exclude<DraftOperation, { kind: 'undo' | 'redo' }>

/** From the wire's degrees to the kernel's units: the operations of one step. */
export function toOperations(step: Drawing): Operation[] {
  return operationsOf(step).map(operation =>
    mapPlaces(operation, ([lon, lat]) => [toUnits(lon), toUnits(lat)]),
  )
}
