import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { incidentNumber } from '../incidents/number.ts'
import type { LiveEvent } from './contract.ts'
import { type StepRow, selectSteps } from './queries.ts'
import { wireFormat } from './wire-format.ts'

/** A step ready to be sent: one buffer, whoever gets it. */
export interface Step {
  readonly seq: number
  /** Codes of the grids that it lies in. */
  readonly chain: readonly string[]
  readonly bytes: Buffer
}

/** Steps in `(after, until]` with the grids that are in force now. */
export async function readSteps(ctx: Ctx, after: number, until: number, limit: number): Promise<Step[]> {
  const rows = await selectSteps(ctx.sql, after, until, limit)
  if (rows.length === 0) return []
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  return rows.map(row => {
    const event = liveEvent(atlas, row)
    return { seq: event.seq, chain: event.chain, bytes: wireFormat.step(event) }
  })
}

function liveEvent(atlas: Atlas, row: StepRow): LiveEvent {
  const { seq, incidentId: id, rev, verb, status, at, classCode, net, gridId, lon, lat, reportedAt } = row
  const grid = gridId === null ? undefined : atlas.byId.get(gridId)
  return {
    seq,
    id,
    number: incidentNumber(id, reportedAt, atlas.timeZone),
    rev,
    verb,
    status,
    classCode,
    net,
    grid: grid?.code ?? null,
    chain: grid === undefined ? [] : atlas.tree.chain(grid.code).map(link => link.code),
    lon,
    lat,
    at: at.toISOString(),
  }
}
