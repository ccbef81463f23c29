import { dayStart } from '../city/week-start.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import {
  type FigureRow,
  type Moment,
  selectFigures,
  selectFirstReport,
  selectReportedByGrid,
  selectUsualHours,
} from './queries.ts'

const dayMs = 86_400_000
/** Weeks that are looked back on, each on the same weekday at the same time. */
const weeks = 6
/** Fewer weeks than these say nothing of what is usual. */
const fewest = 3
const usualHoursDays = 28

/** What is usual at a time of a weekday. */
export interface Usual {
  /** Null: the log is too young. */
  readonly figures: Readonly<Record<keyof Omit<FigureRow, 'at'>, number | null>> | null
  /** Reported from midnight to this time, on the average of these days, by the grid's id. */
  readonly reportedByGrid: ReadonlyMap<number, number> | null
  /** Reported in an hour of the day, on the average of four weeks, by the hour of the city's clock. */
  readonly reportedByHour: ReadonlyMap<number, number> | null
}

const nothing: Usual = { figures: null, reportedByGrid: null, reportedByHour: null }

/** Middle values of the same time of the same weekday in the weeks before `at`. */
export async function readUsual(ctx: Ctx, atlas: Atlas, at: Date): Promise<Usual> {
  const first = await selectFirstReport(ctx.sql)
  if (first === null) return nothing
  const moments = momentsBefore(at, first, atlas.timeZone)
  const days = Math.min(usualHoursDays, Math.floor((at.getTime() - first.getTime()) / dayMs))
  const hours =
    days < 7
      ? null
      : await selectUsualHours(ctx.sql, new Date(at.getTime() - days * dayMs), at, atlas.timeZone)
  const reportedByHour = hours && new Map(hours.map(({ hour, reported }) => [hour, reported / days]))
  if (moments.length < fewest) return { ...nothing, reportedByHour }
  const rows = await selectFigures(ctx.sql, moments)
  const byGrid = await selectReportedByGrid(ctx.sql, moments)
  const figure = (key: keyof Omit<FigureRow, 'at'>) => median(rows.map(row => row[key]))
  return {
    figures: {
      open: figure('open'),
      overdue: figure('overdue'),
      reported: figure('reported'),
      closed: figure('closed'),
      dueToClose: figure('dueToClose'),
      closedOnTime: median(rows.map(onTime)),
      minutesToTake: figure('minutesToTake'),
      minutesToClose: figure('minutesToClose'),
    },
    reportedByGrid: new Map(
      byGrid.flatMap(({ gridId, reported }) =>
        gridId === null ? [] : [[gridId, reported / moments.length] as const],
      ),
    ),
    reportedByHour,
  }
}

/** Share of what was due that was closed on time; null when nothing was. */
export function onTime({ closedOnTime, dueToClose }: FigureRow): number | null {
  return dueToClose > 0 ? closedOnTime / dueToClose : null
}

/** By the city's clock: a change of the clock in between moves nothing. */
function momentsBefore(at: Date, first: Date, timeZone: string): Moment[] {
  const sinceMidnight = at.getTime() - dayStart(at, timeZone).getTime()
  return Array.from({ length: weeks }, (_, week) => {
    const noon = new Date(dayStart(at, timeZone).getTime() - (week + 1) * 7 * dayMs + dayMs / 2)
    const start = dayStart(noon, timeZone)
    return { at: new Date(start.getTime() + sinceMidnight), dayStart: start }
  }).filter(moment => moment.dayStart >= first)
}

export function median(values: readonly (number | null)[]): number | null {
  const known = values.filter(value => value !== null).sort((a, b) => a - b)
  const middle = known.length >> 1
  const [low, high] = [known[middle - 1], known[middle]]
  if (high === undefined) return null
  return known.length % 2 === 1 || low === undefined ? high : (low + high) / 2
}
