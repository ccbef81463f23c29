import { isTold } from '../access/told.ts'
import { readClockwork } from '../calendar/read-calendar.ts'
import type { WorkingCalendar } from '../calendar/working-calendar.ts'
import { calendarDay } from '../city/calendar-day.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { Problem } from '../problem.ts'
import { clockView } from './clock.ts'
import type { CaseView, StageView } from './contract.ts'
import { selectLog } from './log.queries.ts'
import { type CaseRow, selectCase, selectCityName } from './queries.ts'
import { stageViews } from './stage-views.ts'
import { caseOf, codeOf, movesOf, standingOf } from './standing.ts'

/** How a case stands for the caller, at the context's time. Throws `not-found`. */
export async function caseView(ctx: Ctx, atlas: Atlas, id: number): Promise<CaseView> {
  const row = await selectCase(ctx.sql, id, calendarDay(ctx.now, atlas.timeZone), ctx.past)
  if (row === undefined) throw new Problem('not-found', { field: 'id' })
  const { calendar } = await readClockwork(ctx)
  const { rev, status } = row
  return {
    id,
    rev,
    status,
    moves: ctx.past ? [] : movesOf(atlas, row, caseOf(row), standingOf(ctx, atlas, row)),
    assignee: assigneeOf(ctx, atlas, row),
    request: requestOf(ctx, atlas, row),
    clock: clockOf(calendar, row, ctx.now),
    stages: stageViews(calendar, await selectLog(ctx.sql, id, ctx.past), ctx.now),
    escalatedTo: await escalatedTo(ctx, atlas, row),
  }
}

/** Of the stage that the case is in. */
function clockOf(calendar: WorkingCalendar, { clock, stageClock }: CaseRow, now: Date): StageView | null {
  if (stageClock !== null) return { stage: stageClock.stage, ...clockView(calendar, stageClock, now) }
  return clock === null ? null : { stage: 'handling', ...clockView(calendar, clock, now) }
}

function assigneeOf({ actor }: Ctx, atlas: Atlas, row: CaseRow): CaseView['assignee'] {
  const { assigneeKind: kind, assigneeId: id, assigneeName, assigneeGridId } = row
  if (kind === null || id === null) return null
  const center = kind === 'center' ? atlas.centers.find(each => each.id === id) : undefined
  if (center !== undefined) return { kind, id, name: center.name, grid: center.grid?.code ?? null }
  const isNamed = kind !== 'post' || isTold(actor, 'names.read', atlas.open)
  return {
    kind,
    id,
    name: (isNamed ? assigneeName : null) ?? { zh: '' },
    grid: codeOf(atlas, assigneeGridId),
  }
}

function requestOf({ actor }: Ctx, { open }: Atlas, { request }: CaseRow): CaseView['request'] {
  if (request === null) return null
  const { kind, by, amount } = request
  const known = actor.role !== 'visitor' && isTold(actor, 'names.read', open) ? by : null
  return { kind, by: known, ...(amount === undefined ? {} : { amount }) }
}

async function escalatedTo(ctx: Ctx, atlas: Atlas, row: CaseRow): Promise<CaseView['escalatedTo']> {
  if (row.escalatedBy === 0) return null
  const code = codeOf(atlas, row.gridId)
  const chain = code === null ? [] : atlas.tree.chain(code)
  const grid = chain[chain.length - 1 - row.escalatedBy]
  if (grid === undefined) return { code: null, level: null, name: await selectCityName(ctx.sql) }
  return { code: grid.code, level: grid.level, name: grid.name }
}
