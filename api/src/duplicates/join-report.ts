import { distanceMeters } from '@jingwei/geodata/geometry/distance.ts'
import { holdClockwork } from '../calendar/read-calendar.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { readCase } from '../moves/read-cases.ts'
import { recordMove } from '../moves/record-move.ts'
import { type DeclaredPlace, readPlace } from '../routing/place.ts'
import { badHead } from './hold-head.ts'
import { selectGrouped, selectRule, shareCase } from './queries.ts'

/**
 * Whether a report may be of the same matter as a case: of its class, or near it by the rule of the report's class, since people choose
 * the class next to the right one. Neither ever changes, so this is asked before anything is held. Throws `bad-head`.
 */
export async function checkSameMatter(
  { sql }: Ctx,
  { classCode, place }: { classCode: string; place: DeclaredPlace | null },
  said: number,
): Promise<void> {
  const [named] = await selectGrouped(sql, [said])
  if (named === undefined) throw badHead('unknown', 'duplicateOf')
  if (named.classCode === classCode) return
  const rule = await selectRule(sql, classCode)
  if (place === null || named.lon === null || named.lat === null || !rule)
    throw badHead('other-matter', 'duplicateOf')
  if (distanceMeters(...readPlace(place), named.lon, named.lat) > rule.radiusMeters)
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
