import { calendarDay } from '../city/calendar-day.ts'
import { midnight } from '../city/week-start.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { countByTime, countByWeekHour } from '../heat/count.ts'
import { asOf } from '../incidents/as-of.ts'
import { type IncidentScope, scopeOf } from '../incidents/filter.ts'
import type { TimeStep, Times, TimesQuery } from './contract.ts'
import { selectSpan } from './queries.ts'

const dayMs = 86_400_000
/** Periods up to so many days are told by day, up to so many by week. */
const mostDays = 92
const mostWeeks = 550

/** The incidents of a filter along the calendar and by the hour of the week. Throws what `scopeOf` throws. */
export function times(ctx: Ctx, query: TimesQuery): Promise<Times> {
  return asOf(ctx, query.at, (then, atlas) => timesIn(then, atlas, query))
}

async function timesIn(ctx: Ctx, atlas: Atlas, { step: asked, ...filter }: TimesQuery): Promise<Times> {
  const scope = await scopeOf(ctx, atlas, filter)
  const span = await spanOf(ctx, scope)
  const step = asked ?? (span === null ? 'month' : stepFor((span.to.getTime() - span.from.getTime()) / dayMs))
  const edges = span === null ? [] : calendarEdges(span.from, span.to, step, atlas.timeZone)
  return {
    step,
    edges: edges.map(edge => edge.toISOString()),
    counts: [...(await countByTime(ctx, scope, edges))],
    week: [...(await countByWeekHour(ctx, scope, atlas.timeZone))],
  }
}

/** The edges of a scope's steps; none without incidents. */
export async function edgesOf(
  ctx: Ctx,
  scope: IncidentScope,
  step: TimeStep,
  timeZone: string,
): Promise<Date[]> {
  const span = await spanOf(ctx, scope)
  return span === null ? [] : calendarEdges(span.from, span.to, step, timeZone)
}

/** From `from` to `to`, and every midnight, Monday or first of a month by a city's clock between them. */
export function calendarEdges(from: Date, to: Date, step: TimeStep, timeZone: string): Date[] {
  const edges = [from]
  let day = Date.parse(`${calendarDay(from, timeZone)}T00:00:00Z`)
  for (;;) {
    day = nextStart(day, step)
    const edge = midnight(day, timeZone)
    if (edge >= to) break
    edges.push(edge)
  }
  return from < to ? [...edges, to] : edges
}

/** The period asked for; where it is open, from the first incident to just after the last one. */
async function spanOf(ctx: Ctx, scope: IncidentScope): Promise<{ from: Date; to: Date } | null> {
  const span = await selectSpan(ctx.sql, scope)
  if (span === null) return null
  return { from: scope.from ?? span.first, to: scope.to ?? new Date(span.last.getTime() + 1) }
}

function stepFor(days: number): TimeStep {
  return days <= mostDays ? 'day' : days <= mostWeeks ? 'week' : 'month'
}

function nextStart(day: number, step: TimeStep): number {
  const date = new Date(day)
  if (step === 'day') return day + dayMs
  if (step === 'week') return day + (7 - ((date.getUTCDay() + 6) % 7)) * dayMs
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
}
