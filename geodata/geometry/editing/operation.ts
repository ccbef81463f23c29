import type { GridTopology, TopologyGrid } from '../topology.ts'
import type { Place } from './patch.ts'

/** A border between two neighbouring vertices; where a side matters, it is the one to the left of the direction. */
export type BorderPlace = readonly [from: Place, to: Place]

/**
 * What an officer may do, at any level. Places and codes name things, never numbers, so a log can be read by a person and replayed
 * on another version; a place that is not there any more is a conflict, and said so.
 */
export type Operation =
  | { readonly kind: 'move'; readonly vertices: readonly { readonly from: Place; readonly to: Place }[] }
  | { readonly kind: 'insert'; readonly border: BorderPlace; readonly at: Place }
  | { readonly kind: 'delete'; readonly at: Place }
  /** The stretch `along` of one border, ends included, is drawn anew through `through`. */
  | { readonly kind: 'reshape'; readonly along: readonly Place[]; readonly through: readonly Place[] }
  /** What lies left of the line goes to a leaf grid; the line runs from border to border of one face, or is closed within it. */
  | { readonly kind: 'split'; readonly line: readonly Place[]; readonly to: string }
  /** The border between two faces of one grid goes. */
  | { readonly kind: 'dissolve'; readonly border: BorderPlace }
  /** The face left of a border goes to another leaf grid. */
  | { readonly kind: 'give'; readonly border: BorderPlace; readonly to: string }
  /** All that a grid owns goes to another of its level, and the grid is retired. */
  | { readonly kind: 'merge'; readonly from: string; readonly into: string }
  | { readonly kind: 'reparent'; readonly grid: string; readonly parent: string }
  | { readonly kind: 'create'; readonly grid: TopologyGrid }
  | { readonly kind: 'retire'; readonly grid: string }
  /** Another name, another code, or both. */
  | {
      readonly kind: 'rename'
      readonly grid: string
      readonly code: string
      readonly name: TopologyGrid['name']
    }
  /** All faces and grids by others: an import. */
  | { readonly kind: 'replace'; readonly topology: GridTopology }

/** Several operations that are one step to whoever draws: done together, undone together. */
export type Together = { readonly kind: 'together'; readonly operations: readonly Operation[] }

/** The operations of a step. */
export function operationsOf(step: Operation | Together): readonly Operation[] {
  return step.kind === 'together' ? step.operations : [step]
}

export type OperationKind = Operation['kind']
export type OperationOf<Kind extends OperationKind> = Extract<Operation, { readonly kind: Kind }>
