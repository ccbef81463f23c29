import type { Ctx } from '../context.ts'
import { type GridRow, selectGrids, selectTopology } from './queries.ts'

/** A version as it is stored: what a thread needs to make it without a database. */
export interface VersionRows {
  readonly version: number
  /** The topology document, brotli. */
  readonly topology: Uint8Array
  readonly grids: readonly GridRow[]
}

export async function versionRows(ctx: Ctx, version: number): Promise<VersionRows> {
  const stored = await selectTopology(ctx.sql, version)
  if (stored === undefined) throw new Error(`no version ${version}`)
  return { version, topology: stored.topology, grids: await selectGrids(ctx.sql, version) }
}
