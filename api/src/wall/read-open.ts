import type { Ctx } from '../context.ts'
import { IncidentStatus } from '../incidents/contract.ts'
import type { WallOpen } from './contract.ts'
import { selectOpen } from './queries.ts'

/** More points than this are no longer points on a map. */
const most = 20_000

/** The open cases with a place, of now or of a moment of the past. @param seq every step up to this one has been committed */
export async function readOpen(ctx: Ctx, at: Date | null, seq: number): Promise<WallOpen> {
  const moment = at ?? ctx.now
  const atlas = await ctx.atlases.at(ctx, moment)
  const found = await selectOpen(ctx.sql, moment, at !== null, most + 1)
  const classes = new Map<string, number>()
  const grids = new Map<string, number>()
  const rows = found.slice(0, most).map(({ id, lon, lat, classCode, status, gridId, late }) => {
    const grid = gridId === null ? undefined : atlas.byId.get(gridId)
    return [
      id,
      lon,
      lat,
      placeIn(classes, classCode),
      IncidentStatus.options.indexOf(status),
      grid === undefined ? -1 : placeIn(grids, grid.code),
      late ? 1 : 0,
    ] satisfies WallOpen['rows'][number]
  })
  return {
    at: moment.toISOString(),
    seq,
    classes: [...classes.keys()],
    statuses: [...IncidentStatus.options],
    grids: [...grids.keys()],
    rows,
    truncated: found.length > most,
  }
}

function placeIn(places: Map<string, number>, word: string): number {
  const place = places.get(word) ?? places.size
  places.set(word, place)
  return place
}
