import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { asOf } from './as-of.ts'
import { IncidentStatus, type OpenPoints, type OpenQuery } from './contract.ts'
import { scopeOf } from './filter.ts'
import { selectPoints } from './queries.ts'

/** More points than this are no longer points on a map: that is what the heatmap is for. */
const maxPoints = 20_000

/** The open set as points for the map, newest first. Throws what `scopeOf` throws. */
export function openPoints(ctx: Ctx, query: OpenQuery): Promise<OpenPoints> {
  return asOf(ctx, query.at, (then, atlas) => points(then, atlas, query))
}

async function points(ctx: Ctx, atlas: Atlas, query: OpenQuery): Promise<OpenPoints> {
  const scope = await scopeOf(ctx, atlas, { ...query, status: 'open' })
  const found = await selectPoints(ctx.sql, scope, maxPoints + 1)
  const classes = new Map<string, number>()
  const rows: OpenPoints['rows'] = []
  for (const { id, lon, lat, classCode, status } of found.slice(0, maxPoints)) {
    if (lon === null || lat === null) continue
    const classIndex = classes.get(classCode) ?? classes.size
    classes.set(classCode, classIndex)
    rows.push([id, lon, lat, classIndex, IncidentStatus.options.indexOf(status)])
  }
  return {
    classes: [...classes.keys()],
    statuses: [...IncidentStatus.options],
    rows,
    withoutPlace: Math.min(found.length, maxPoints) - rows.length,
    truncated: found.length > maxPoints,
  }
}
