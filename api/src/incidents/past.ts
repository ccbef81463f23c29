import { type Clockwork, readClockwork } from '../calendar/read-calendar.ts'
import type { Ctx } from '../context.ts'
import type { Sql } from '../database/sql.ts'
import { type ClockState, clockAfter, clockTimes } from '../moves/clock.ts'
import { noStages, type Stages, stagesAfter, stageTimes } from '../moves/stages.ts'
import { apply, type Case, reported } from './life-cycle.ts'
import { countTouchedSince, type PastEvent, selectGridId, selectPastLogs, tablesOf } from './past.queries.ts'

/** The cases as they stood at a moment. */
export interface Past {
  readonly at: Date
  /** When it is asked: rights are those of today. */
  readonly askedAt: Date
  /** Of the rows that were touched since, what was otherwise then, as JSON; every other row is as it was. */
  readonly rows: string
}

/**
 * Plays the logs of the cases that somebody touched since, up to the moment. It costs what was open then: all others have stayed as they
 * are. Due times are worked out by the calendar in force now, whose past is not kept.
 * @param ctx of a transaction that sees one moment of the database: what is touched later would be in neither half
 */
export async function pastOf(ctx: Ctx, at: Date): Promise<Past> {
  const touched = await countTouchedSince(ctx.sql, at)
  const clockwork = await readClockwork(ctx)
  const key = `${at.getTime()} ${touched.cases} ${touched.steps}`
  const last = kept.get(ctx.sql.database)
  const rows = last?.key === key && last.clockwork === clockwork ? last.rows : await play(ctx, at, clockwork)
  kept.set(ctx.sql.database, { key, clockwork, rows })
  return { at, askedAt: ctx.now, rows }
}

/** Begins a statement about the past, see `past.queries.ts`. */
export function pastTables(sql: Sql, past: Past | undefined) {
  return tablesOf(sql, past)
}

/** The last one of each database: a page asks several questions about one moment. */
const kept = new WeakMap<object, { key: string; clockwork: Clockwork; rows: string }>()

async function play(ctx: Ctx, at: Date, clockwork: Clockwork): Promise<string> {
  const logs = new Map<number, PastEvent[]>()
  for (const event of await selectPastLogs(ctx.sql, at)) {
    const log = logs.get(event.incidentId)
    if (log === undefined) logs.set(event.incidentId, [event])
    else log.push(event)
  }
  const gridId = gridFinder(ctx)
  const rows = []
  for (const [id, log] of logs) {
    const moved = log.findLast(({ verb, data }) => verb === 'reroute' && data.to !== undefined)
    const grid = moved === undefined ? (log[0]?.gridAtReportId ?? null) : await gridId(moved)
    rows.push({ id, grid_id: grid, ...stateAfter(log, clockwork) })
  }
  return JSON.stringify(rows)
}

/** Columns of `incident` that a step changes, but the next rung: nothing asks for it of the past. */
function stateAfter(log: readonly PastEvent[], { calendar }: Clockwork) {
  let state: Case = reported
  let clock: ClockState | null = null
  let stages: Stages = noStages
  let [takenAt, closedAt]: (Date | null)[] = [null, null]
  for (const event of log) {
    const before: Case = state
    const { verb, at } = event
    if (verb !== 'report') state = apply(before, event)
    clock = clockAfter(clock, before, event)
    stages = stagesAfter(stages, before, event)
    if (verb === 'take') takenAt = at
    if (verb === 'close' || verb === 'follow') closedAt = at
    if (verb === 'reopen') [takenAt, closedAt] = [null, null]
  }
  const { dueAt, amberAt, clockStoppedAt } = clockTimes(calendar, clock, null)
  const { stageDueAt, stageAmberAt } = stageTimes(calendar, stages.clock)
  return {
    status: state.status,
    is_open: !['closed', 'evaluated', 'void'].includes(state.status),
    rev: state.rev,
    assignee_kind: state.assignee?.kind ?? null,
    assignee_id: state.assignee?.id ?? null,
    request: state.request,
    suspended_from: state.suspendedFrom,
    extensions: state.extensions,
    reworks: state.reworks,
    reopened: state.reopened,
    escalated_by: state.escalatedBy,
    rungs: state.rungs,
    head_id: state.head,
    handled_by: state.handledBy,
    clock,
    due_at: dueAt,
    amber_at: amberAt,
    clock_stopped_at: clockStoppedAt,
    stage_clock: stages.clock,
    stage_due_at: stageDueAt,
    stage_amber_at: stageAmberAt,
    late_stages: stages.late,
    updated_at: log.at(-1)?.at ?? null,
    taken_at: takenAt,
    closed_at: closedAt,
  }
}

/** Events of boundary changes name version and code; each is looked up once. */
function gridFinder(ctx: Ctx): (event: PastEvent) => Promise<number | null> {
  const known = new Map<string, number | null>()
  return async ({ data: { version, to } }) => {
    if (typeof version !== 'number' || typeof to !== 'string') return null
    const key = `${version} ${to}`
    const found = known.get(key)
    if (found !== undefined) return found
    const id = await selectGridId(ctx.sql, version, to)
    known.set(key, id)
    return id
  }
}
