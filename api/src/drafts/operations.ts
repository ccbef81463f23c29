import type { Operation } from '@jingwei/geodata/geometry/editing/operation.ts'
import type { Place } from '@jingwei/geodata/geometry/editing/patch.ts'
import { toUnits } from '@jingwei/geodata/geometry/units.ts'
import type { DraftOperation } from './contract.ts'

type Drawing = Exclude<DraftOperation, { kind: 'undo' | 'redo' }>

/** From the wire's degrees to the kernel's units. */
export function toOperation(operation: Drawing): Operation {
  switch (operation.kind) {
    case 'move':
      return {
        kind: 'move',
        vertices: operation.vertices.map(({ from, to }) => ({ from: place(from), to: place(to) })),
      }
    case 'insert':
      return { kind: 'insert', border: border(operation.border), at: place(operation.at) }
    case 'delete':
      return { kind: 'delete', at: place(operation.at) }
    case 'reshape':
      return { kind: 'reshape', along: operation.along.map(place), through: operation.through.map(place) }
    case 'split':
      return { kind: 'split', line: operation.line.map(place), to: operation.to }
    case 'dissolve':
      return { kind: 'dissolve', border: border(operation.border) }
    case 'give':
      return { kind: 'give', border: border(operation.border), to: operation.to }
    default:
      return operation
  }
}

function place([lon, lat]: readonly [number, number]): Place {
  return [toUnits(lon), toUnits(lat)]
}

function border([from, to]: readonly [[number, number], [number, number]]): [Place, Place] {
  return [place(from), place(to)]
}
