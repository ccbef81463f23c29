import type { Sql } from '../database/sql.ts'
import {
  countInvalid,
  type Nesting,
  selectNesting,
  selectProvedBase,
  selectTiling,
  type Tiling,
} from './coverage.queries.ts'

/** What the database itself finds of a version's shapes, independent of the code that made them. */
export interface CoverageProof extends Partial<Tiling & Nesting> {
  readonly shapes: number
  readonly invalid: number
  /** Everything that has to be nothing is nothing, and the areas are the same to the last unit. */
  readonly sound: boolean
}

/**
 * Proves in SQL that the faces of a version tile the city and that every outline is exactly the sum of what lies below it.
 * Invalid shapes end it early: overlays of invalid shapes mean nothing.
 */
export function proveCoverage(sql: Sql, version: number): Promise<CoverageProof> {
  return prove(sql, version, null)
}

/**
 * The same of a version that is being published: the whole tiling, and of the outlines those that may have changed since the version before, if that
 * one was proved when it was published. Of the first one after a city was loaded, all of them.
 */
export async function provePublication(sql: Sql, version: number): Promise<CoverageProof> {
  return prove(sql, version, await selectProvedBase(sql, version))
}

async function prove(sql: Sql, version: number, since: number | null): Promise<CoverageProof> {
  const validity = await countInvalid(sql, version)
  if (validity.shapes === 0 || validity.invalid > 0) return { ...validity, sound: false }
  const tiling = await selectTiling(sql, version)
  const nesting = await selectNesting(sql, version, since)
  const { uncanonical, faulty, strayed, twiceAreaOfFaces, twiceAreaOfOutline } = tiling
  const nothing = uncanonical + faulty + strayed + nesting.unequal === 0
  return { ...validity, ...tiling, ...nesting, sound: nothing && twiceAreaOfFaces === twiceAreaOfOutline }
}
