import type { Place } from './patch.ts'

export type RefusalCode =
  /** No vertex at that place, or no border between those two. */
  | 'no-vertex'
  | 'no-border'
  /** Not a whole number of units, or too far away to compute exactly. */
  | 'bad-place'
  /** Another vertex is there. */
  | 'place-taken'
  /** The outer border of the city is not an officer's to change. */
  | 'outline-frozen'
  /** More than two borders meet at the vertex. */
  | 'junction'
  /** A ring of fewer than three vertices would be left. */
  | 'ring-too-short'
  /** A border would cross or touch another one of the same face. */
  | 'crosses'
  /** A face would touch itself in a point. */
  | 'touches-itself'
  /** A face would be turned inside out, or have no area. */
  | 'turned-over'
  /** An enclave would end up outside the face around it, or in another enclave. */
  | 'enclave-lost'
  /** The line does not run from border to border of one face, inside it. */
  | 'does-not-split'
  /** The border parts two grids: it cannot be dissolved. */
  | 'parts-grids'
  | 'unknown-grid'
  | 'code-taken'
  /** Not a level of this city, or not the one below the parent's. */
  | 'wrong-level'
  /** A grid cannot be merged with itself. */
  | 'same-grid'
  /** Faces that are to replace all others leave gaps or lie over each other. */
  | 'does-not-tile'
  /** The grid still has faces or children. */
  | 'not-empty'

/** Why an operation is not legal, and where: a place in units, and the codes of the grids concerned. */
export type Refusal = {
  readonly code: RefusalCode
  readonly at: Place | null
  readonly grids: readonly string[]
}

/** Thrown by actions and rules, caught by `plan`: a refused operation has changed nothing. */
export class Refused extends Error {
  readonly refusal: Refusal

  constructor(code: RefusalCode, at: Place | null = null, grids: readonly string[] = []) {
    super(code)
    this.name = 'Refused'
    this.refusal = { code, at, grids }
  }
}
