import { METERS_PER_DEGREE, radians } from '@jingwei/geodata/geometry/distance.ts'
import { isTold } from '../access/told.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { incidentNumber } from '../incidents/number.ts'
import { seenAmong } from '../incidents/reach.ts'
import { Problem } from '../problem.ts'
import type { Place } from '../routing/place.ts'
import { roundedMeters } from '../routing/route.ts'
import type { Resemblance, Suggestion } from './contract.ts'
import { byLikeness, type DuplicateRule, likeness, type Told } from './likeness.ts'
import { type GroupedRow, selectGrouped, selectNearby, selectRule } from './queries.ts'

export interface Matter extends Told {
  readonly classCode: string
  /** Null: it is not reported yet. */
  readonly id: number | null
}

type CityClock = Pick<Atlas, 'timeZone' | 'open'>

const most = 5
/** Of a place and a time where very much is reported, the newest. */
const mostCompared = 200
const hourMs = 3_600_000

/** Open cases that a matter may be the same as, best first; a case with further reports stands for all of them. Throws `unknown-class`. */
export async function suggest(ctx: Ctx, atlas: CityClock, matter: Matter): Promise<Suggestion[]> {
  const rule = await selectRule(ctx.sql, matter.classCode)
  if (rule === undefined) throw new Problem('unknown-class', { field: 'classCode' })
  if (rule === null) return []
  const best = await bestByHead(ctx, rule, matter)
  const seen = await seenAmong(ctx, [...best.keys()])
  const heads = await selectGrouped(ctx.sql, [...seen])
  const order = byLikeness(rule)
  return heads
    .flatMap(head => {
      const why = best.get(head.id)
      return why !== undefined && head.isOpen ? [suggestion(ctx, atlas, head, why)] : []
    })
    .sort((a, b) => order(a.why, b.why) || b.id - a.id)
    .slice(0, most)
}

/** The likeliest report of each group around. */
async function bestByHead(ctx: Ctx, rule: DuplicateRule, matter: Matter): Promise<Map<number, Resemblance>> {
  const { classCode, place, at, id } = matter
  const windowMs = rule.windowHours * hourMs
  const near = await selectNearby(
    ctx.sql,
    {
      classCode,
      box: boxAround(place, rule.radiusMeters),
      from: new Date(at.getTime() - windowMs),
      until: new Date(at.getTime() + windowMs),
    },
    mostCompared,
  )
  const order = byLikeness(rule)
  const best = new Map<number, Resemblance>()
  for (const { lon, lat, reportedAt, title, body, ...row } of near) {
    const head = row.headId ?? row.id
    if (head === id) continue
    const why = likeness(rule, matter, { place: [lon, lat], at: reportedAt, words: `${title} ${body}` })
    const before = best.get(head)
    if (why !== null && (before === undefined || order(why, before) < 0)) best.set(head, why)
  }
  return best
}

function suggestion(
  ctx: Ctx,
  atlas: CityClock,
  head: GroupedRow,
  { meters, minutes, similarity }: Resemblance,
) {
  const why = {
    meters: roundedMeters(meters),
    minutes,
    similarity: similarity === null ? null : Math.round(similarity * 100) / 100,
  }
  return { ...groupedCase(ctx, atlas, head), why }
}

/** Named one by one: a row has more than anybody is told. */
export function groupedCase(
  { actor }: Ctx,
  { timeZone, open }: CityClock,
  row: GroupedRow,
): Omit<Suggestion, 'why'> {
  const { id, rev, classCode, title, status, reportedAt, linked } = row
  const number = incidentNumber(id, reportedAt, timeZone)
  const told = isTold(actor, 'words.read', open) ? title : ''
  return { id, number, rev, classCode, title: told, status, reportedAt: reportedAt.toISOString(), linked }
}

/** A box in degrees that holds the circle; as wide as the world beside a pole. */
function boxAround([lon, lat]: Place, meters: number): [number, number, number, number] {
  const high = meters / METERS_PER_DEGREE
  const wide = Math.min(360, high / Math.max(1e-6, Math.cos(radians(Math.min(90, Math.abs(lat) + high)))))
  return [lon - wide, lat - high, lon + wide, lat + high]
}
