import type { Operation } from './operation.ts'
import type { Place } from './patch.ts'

/** The same operation with its places spelled otherwise: degrees travel, units are computed with. */
export function mapPlaces(operation: Operation, spell: (place: Place) => Place): Operation {
  switch (operation.kind) {
    case 'move':
      return {
        kind: 'move',
        vertices: operation.vertices.map(({ from, to }) => ({ from: spell(from), to: spell(to) })),
      }
    case 'insert':
      return {
        ...operation,
        border: [spell(operation.border[0]), spell(operation.border[1])],
        at: spell(operation.at),
      }
    case 'delete':
      return { kind: 'delete', at: spell(operation.at) }
    case 'reshape':
      return { kind: 'reshape', along: operation.along.map(spell), through: operation.through.map(spell) }
    case 'split':
      return { ...operation, line: operation.line.map(spell) }
    case 'dissolve':
    case 'give':
      return { ...operation, border: [spell(operation.border[0]), spell(operation.border[1])] }
    default:
      return operation
  }
}
