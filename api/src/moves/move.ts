import { authorize } from '../access/authorize.ts'
import { holdClockwork } from '../calendar/read-calendar.ts'
import { calendarDay } from '../city/calendar-day.ts'
import { type Ctx, transaction } from '../context.ts'
import { holdHead } from '../duplicates/hold-head.ts'
import { settleLinked } from '../duplicates/settle-linked.ts'
import type { Atlas } from '../grids/atlas.ts'
import { canonicalJson } from '../incidents/canonical-json.ts'
import { openMoves, remarks, type Verb } from '../incidents/life-cycle.ts'
import { Problem } from '../problem.ts'
import { caseView } from './case-view.ts'
import type { Assignee, CaseView, MoveInput, MoveVerb } from './contract.ts'
import {
  type CaseRow,
  type NewerEvent,
  selectAssigneeGrid,
  selectCase,
  selectEventsAfter,
} from './queries.ts'
import { type MoveData, recordMove } from './record-move.ts'
import { stageLimits } from './stage-limits.ts'
import {
  type CaseStanding,
  caseOf,
  codeOf,
  heightOf,
  isOpenToSomebody,
  movesOf,
  standingOf,
  whistleTo,
} from './standing.ts'

/**
 * One step of a case: the row and its event in one transaction. Of two who move the same revision the database lets one win. The same
 * step sent again after a lost answer is answered as the first time.
 * What it means for the cases linked to it happens with it.
 * Throws `not-found`, `not-allowed`, `stale-revision` (who moved it, and to what), `move-not-open` (what is open instead), `bad-assignee`,
 * `bad-head`.
 */
export async function move(ctx: Ctx, id: number, verb: MoveVerb, input: MoveInput): Promise<CaseView> {
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  const { rev } = input
  const fields = fieldsOf(input)
  return transaction(ctx, async tx => {
    const row = await selectCase(tx.sql, id, calendarDay(tx.now, atlas.timeZone))
    if (row === undefined) throw new Problem('not-found', { field: 'id' })
    const standing = standingOf(tx, atlas, row)
    await authorize(tx, 'case.move', standing.target)
    if (row.rev === rev || (row.rev > rev && (await movesSince(tx, row, rev)).length === 0)) {
      refuseClosedMove(atlas, row, standing, verb)
      const data = await dataOf(tx, atlas, row, standing, verb, fields)
      const clockwork = await holdClockwork(tx)
      const step = { verb, actor: tx.actor.account, data }
      if (await recordMove(tx, atlas, clockwork, row, step)) {
        await settleLinked(tx, atlas, clockwork, id)
        return caseView(tx, atlas, id)
      }
    }
    if (await isRepeated(tx, row, rev, verb, fields)) return caseView(tx, atlas, id)
    throw await stale(tx, id, rev)
  })
}

function refuseClosedMove(atlas: Atlas, row: CaseRow, standing: CaseStanding, verb: MoveVerb): void {
  const state = caseOf(row)
  const moves = movesOf(atlas, row, state, standing)
  if (moves.includes(verb)) return
  if (standing.handledIt && openMoves(state, standing.standings).includes(verb)) throw new Problem('own-work')
  if (isOpenToSomebody(atlas, row, state, verb)) throw new Problem('not-allowed')
  throw new Problem('move-not-open', { field: 'verb', detail: { status: row.status, moves } })
}

/** What the caller said, as it goes into the log. */
function fieldsOf({ rev: _, ...fields }: MoveInput): MoveData {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as MoveData
}

/** The caller's fields, and what the log must know beside them. */
async function dataOf(
  ctx: Ctx,
  atlas: Atlas,
  row: CaseRow,
  standing: CaseStanding,
  verb: MoveVerb,
  fields: MoveData,
): Promise<MoveData> {
  if (fields.assignee !== undefined) await checkAssignee(ctx, atlas, fields.assignee)
  if (fields.head !== undefined) await holdHead(ctx, row, fields.head)
  if (verb === 'escalate') {
    const escalatedBy = whistleTo(atlas, row, standing.height)
    return escalatedBy === null ? fields : { ...fields, escalatedBy }
  }
  return { ...fields, ...(await stageLimits(ctx, row, verb)) }
}

/** A lead gives work to posts and centers within the own grid, and to departments; the desk to everybody. */
async function checkAssignee(ctx: Ctx, atlas: Atlas, assignee: Assignee): Promise<void> {
  const grid = await selectAssigneeGrid(ctx.sql, assignee, calendarDay(ctx.now, atlas.timeZone))
  const within = (id: number) => heightOf(atlas, codeOf(atlas, id), ctx.actor.grid) !== null
  if (grid === undefined || (grid !== null && ctx.actor.grid !== null && !within(grid)))
    throw new Problem('bad-assignee', { field: 'assignee' })
}

/** Whether the step after the revision that the caller saw is this very step of the same caller. */
async function isRepeated(
  ctx: Ctx,
  row: CaseRow,
  rev: number,
  verb: Verb,
  fields: MoveData,
): Promise<boolean> {
  const [next] = await movesSince(ctx, row, rev)
  if (next === undefined || next.verb !== verb || next.actor !== ctx.actor.account) return false
  const { limit: _, milestones: __, late: ___, escalatedBy: ____, ...said } = next.data
  return canonicalJson(said) === canonicalJson(fields)
}

/** A photo or a rating changes nothing that a move depends on. */
async function movesSince({ sql }: Ctx, { id }: CaseRow, rev: number): Promise<NewerEvent[]> {
  return (await selectEventsAfter(sql, id, rev)).filter(event => !remarks.has(event.verb))
}

async function stale(ctx: Ctx, id: number, rev: number): Promise<Problem> {
  const last = (await selectEventsAfter(ctx.sql, id, rev)).at(-1)
  if (last === undefined) return new Problem('bad-field', { field: 'rev' })
  const { verb, status, actor: by, name, at } = last
  const detail = { rev: last.rev, verb, status, by, name, at: at.toISOString() }
  return new Problem('stale-revision', { field: 'rev', detail })
}
