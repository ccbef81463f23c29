import { calendarDay } from '../city/calendar-day.ts'
import type { Ctx } from '../context.ts'
import { incidentNumber } from '../incidents/number.ts'
import { Problem } from '../problem.ts'
import type { WallCase } from './contract.ts'
import { selectLeads, selectWallCase } from './queries.ts'

const shownCenters = 3

/** A case for the wall: where it is, who answers for it by office, and the nearest centers. Throws `not-found`. */
export async function readCase(ctx: Ctx, id: number): Promise<WallCase> {
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  const row = await selectWallCase(ctx.sql, id)
  if (row === undefined) throw new Problem('not-found', { field: 'id' })
  const { gridId, reportedAt, dueAt, ...found } = row
  const grid = gridId === null ? undefined : atlas.byId.get(gridId)
  const chain = grid === undefined ? [] : atlas.tree.chain(grid.code)
  const day = calendarDay(ctx.now, atlas.timeZone)
  const leads = new Map(
    (
      await selectLeads(
        ctx.sql,
        chain.map(link => link.id),
        day,
      )
    ).map(lead => [lead.gridId, lead]),
  )
  const [lon, lat] = row.lon === null || row.lat === null ? (grid?.labelPoint ?? []) : [row.lon, row.lat]
  const near =
    lon === undefined || lat === undefined ? [] : atlas.nearestCenter.nearestFew(lon, lat, shownCenters)
  return {
    ...found,
    number: incidentNumber(id, reportedAt, atlas.timeZone),
    reportedAt: reportedAt.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
    chain: chain.map(link => {
      const lead = leads.get(link.id)
      const { level, code, name } = link
      return { level, code, name, lead: lead?.title ?? null, held: lead?.held ?? false }
    }),
    centers: near.flatMap(({ site, distanceMeters }) => {
      const center = atlas.centers[site]
      if (center === undefined) return []
      const { code, name } = center
      return [{ code, name, lon: center.lon, lat: center.lat, meters: Math.round(distanceMeters) }]
    }),
  }
}
