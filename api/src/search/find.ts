import { isTold } from '../access/told.ts'
import { calendarDay } from '../city/calendar-day.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { asOf } from '../incidents/as-of.ts'
import { idOfNumber } from '../incidents/contract.ts'
import { incidentNumber } from '../incidents/number.ts'
import { seenAmong } from '../incidents/reach.ts'
import type { SearchAnswer, SearchHit, SearchQuery } from './contract.ts'
import { findPast } from './find-past.ts'
import { type FoundIncident, selectEntries, selectIncidents } from './queries.ts'

const defaultLimit = 20
/** Of the answer at most so many are incidents, when there is anything else. */
const incidentShare = 0.4
/** Closed incidents are looked for among so many of the newest. */
const newestIncidents = 5000

/** What the asker is told of grids, centers, classes, posts and incidents that a few letters may mean: exact first, then begins, contains, pinyin. */
export function find(ctx: Ctx, query: SearchQuery): Promise<SearchAnswer> {
  return asOf(ctx, query.at, (then, atlas) => findIn(then, atlas, query))
}

async function findIn(
  ctx: Ctx,
  atlas: Atlas,
  { q, limit = defaultLimit }: SearchQuery,
): Promise<SearchAnswer> {
  const { timeZone, open } = atlas
  const [isWorded, isNamed] = [isTold(ctx.actor, 'words.read', open), isTold(ctx.actor, 'names.read', open)]
  const whole = q.toLowerCase()
  const words = whole.split(/\s+/)
  const day = calendarDay(ctx.now, timeZone)
  const id = idOfNumber(q) ?? (/^[1-9]\d{0,14}$/.test(q) ? Number(q) : null)
  const sought = { whole, words, day, limit, posts: isNamed }
  const [entries, found] = await Promise.all([
    ctx.past === undefined ? selectEntries(ctx.sql, sought) : findPast(ctx, atlas, sought),
    // who is not told the words finds a case by its number alone
    isWorded || id !== null
      ? selectIncidents(
          ctx.sql,
          { id, words: isWorded ? words : null, newest: newestIncidents, limit },
          ctx.past,
        )
      : [],
  ])
  const seen = await seenAmong(
    ctx,
    found.map(incident => incident.id),
    atlas,
  )
  const incidents = found.filter(incident => seen.has(incident.id))
  const spared = Math.max(limit - entries.length, Math.round(limit * incidentShare))
  const hits = incidents.slice(0, spared).map(incident => incidentHit(incident, timeZone, isWorded))
  const others = entries.slice(0, limit - hits.length).map(({ rank: _, ...hit }) => hit)
  // who types a number means that incident
  const named = hits.filter(hit => hit.key === String(id))
  return { hits: [...named, ...others, ...hits.filter(hit => !named.includes(hit))] }
}

function incidentHit(incident: FoundIncident, timeZone: string, isWorded: boolean): SearchHit {
  const { id, title, className, lon, lat, reportedAt } = incident
  const number = incidentNumber(id, reportedAt, timeZone)
  const context = { zh: `${number} ${className.zh}`, en: `${number} ${className.en ?? className.zh}` }
  return {
    kind: 'incident',
    key: String(id),
    title: isWorded ? { zh: title } : className,
    context,
    lon,
    lat,
    level: null,
  }
}
