import { distanceMeters } from '@jingwei/geodata/geometry/distance.ts'
import { holdClockwork } from '../calendar/read-calendar.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { readCase } from '../moves/read-cases.ts'
import { recordMove } from '../moves/record-move.ts'
import { type DeclaredPlace, readPlace } from '../routing/place.ts'
import { badHead } from './hold-head.ts'
import { selectGrouped, selectRule, shareCase } from './queries.ts'

/** People know better than the rule what is one matter, but not ten times its distance away or after ten times its time. */
const reachOfRule = 10

/**
 * Whether a report may be of the same matter as a case: not far from it in place or time by the rule of its class, and if it is of another
 * class, near it: people choose the class next to the right one. None of it ever changes, so this is asked before anything is held.
 * Throws `bad-head`.
 */
export async function checkSameMatter(
  { sql, now }: Ctx,
  { classCode, place }: { classCode: string; place: DeclaredPlace | null },
  said: number,
): Promise<void> {
  const [named] = await selectGrouped(sql, [said])
  if (named === undefined) throw badHead('unknown', 'duplicateOf')
  const isSameClass = named.classCode === classCode
  const rule = await selectRule(sql, classCode)
  if (!rule) {
    if (isSameClass) return
    throw badHead('other-matter', 'duplicateOf')
  }
  const { radiusMeters, windowHours } = rule
  if (now.getTime() - named.reportedAt.getTime() > reachOfRule * windowHours * 3_600_000)
    throw badHead('long-ago', 'duplicateOf')
  const meters =
    place === null || named.lon === null || named.lat === null
      ? null
      : distanceMeters(...readPlace(place), named.lon, named.lat)
  if (isSameClass && (meters ?? 0) > reachOfRule * radiusMeters) throw badHead('far', 'duplicateOf')
  if (!isSameClass && (meters ?? Number.POSITIVE_INFINITY) > radiusMeters)
    throw badHead('other-matter', 'duplicateOf')
}

/**
 * Links a report that was just written, in its transaction, to the case that its reporter says is the same matter, or to that one's own
 * head. A case that has ended meanwhile is no reason to lose a report: it stays a case of its own.
 */
export async function joinReport(tx: Ctx, atlas: Atlas, report: number, said: number): Promise<void> {
  const named = await shareCase(tx.sql, said)
  const head = named?.headId ? await shareCase(tx.sql, named.headId) : named
  if (head === undefined || !head.isOpen || head.headId !== null) return
  const row = await readCase(tx, atlas, report)
  if (row === undefined) throw new Error(`report ${report} is not there`)
  const step = { verb: 'link', actor: tx.actor.account, data: { head: head.id } } as const
  await recordMove(tx, atlas, await holdClockwork(tx), row, step)
}
