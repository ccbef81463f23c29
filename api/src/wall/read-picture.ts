import { calendarDay } from '../city/calendar-day.ts'
import { dayStart } from '../city/week-start.ts'
import type { Ctx } from '../context.ts'
import type { Atlas, AtlasGrid } from '../grids/atlas.ts'
import { incidentNumber } from '../incidents/number.ts'
import type { Figure, WallPicture } from './contract.ts'
import {
  type DayRow,
  type FigureRow,
  type StandingRow,
  selectChanges,
  selectDay,
  selectFigures,
  selectHours,
  selectMoves,
  selectNets,
  selectStaff,
  selectStanding,
} from './queries.ts'
import { staffing, trouble } from './trouble.ts'
import { onTime, type Usual } from './usual.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const shownMoves = 14

/**
 * Everything that the wall says of a moment, counted from the rows themselves.
 * @param seq every step up to this one has been committed
 * @param usualAt what is usual then
 */
export async function readPicture(
  ctx: Ctx,
  at: Date,
  seq: number,
  usualAt: (atlas: Atlas) => Promise<Usual>,
): Promise<WallPicture> {
  const atlas = await ctx.atlases.at(ctx, at)
  const midnight = dayStart(at, atlas.timeZone)
  const usual = await usualAt(atlas)
  const standing = await selectStanding(ctx.sql, at)
  const day = await selectDay(ctx.sql, midnight, at)
  const [row] = await selectFigures(ctx.sql, [{ at, dayStart: midnight }])
  if (row === undefined) throw new Error('the figures of one moment are one row')
  const staff = await selectStaff(ctx.sql, calendarDay(at, atlas.timeZone))
  return {
    at: at.toISOString(),
    seq,
    version: atlas.version,
    dayStart: midnight.toISOString(),
    figures: figuresOf(row, usual, at, midnight),
    trouble: trouble(atlas, { standing, day, staff, usual, midnight }),
    nets: await netsOf(ctx, standing, day),
    staffing: staffing(atlas, standing, staff),
    timeline: await timelineOf(ctx, atlas, at, usual),
    moves: await movesOf(ctx, atlas, at),
    changes: await changesOf(ctx, at),
  }
}

function figuresOf(row: FigureRow, { figures: usual }: Usual, at: Date, midnight: Date): Figure[] {
  const today = midnight.toISOString()
  const yesterday = new Date(at.getTime() - dayMs).toISOString()
  const lastWeek = new Date(at.getTime() - 7 * dayMs).toISOString()
  const figure = (
    key: Figure['key'],
    value: number | null,
    common: number | null,
    filter: Figure['filter'],
  ) => ({
    key,
    value: value === null ? null : round(value),
    usual: common === null ? null : round(common),
    filter,
  })
  return [
    figure('open', row.open, usual?.open ?? null, { counter: 'open' }),
    figure('overdue', row.overdue, usual?.overdue ?? null, { counter: 'overdue' }),
    figure('reported-today', row.reported, usual?.reported ?? null, { counter: 'reported', from: today }),
    figure('closed-today', row.closed, usual?.closed ?? null, { counter: 'closed', closedFrom: today }),
    figure('on-time', onTime(row), usual?.closedOnTime ?? null, { counter: 'due-to-close', from: lastWeek }),
    figure('minutes-to-take', row.minutesToTake, usual?.minutesToTake ?? null, {
      counter: 'valid',
      takenFrom: yesterday,
    }),
    figure('minutes-to-close', row.minutesToClose, usual?.minutesToClose ?? null, {
      counter: 'closed',
      closedFrom: yesterday,
    }),
  ]
}

/** Shares to a ten thousandth, minutes to a tenth and less. */
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

async function netsOf(
  ctx: Ctx,
  standing: readonly StandingRow[],
  day: readonly DayRow[],
): Promise<WallPicture['nets']> {
  return (await selectNets(ctx.sql)).map(({ key, name }) => {
    const now = standing.filter(row => row.net === key)
    const today = day.filter(row => row.net === key)
    return {
      key,
      name,
      open: sum(now, 'open'),
      overdue: sum(now, 'overdue'),
      reportedToday: sum(today, 'reported'),
      closedToday: sum(today, 'closed'),
      filter: { counter: 'open', net: key },
    }
  })
}

async function timelineOf(
  ctx: Ctx,
  atlas: Atlas,
  at: Date,
  { reportedByHour }: Usual,
): Promise<WallPicture['timeline']> {
  const from = Math.floor(at.getTime() / hourMs) * hourMs - 23 * hourMs
  const rows = new Map((await selectHours(ctx.sql, new Date(from), at)).map(row => [row.hour, row]))
  return Array.from({ length: 24 }, (_, hour) => {
    const begins = new Date(from + hour * hourMs)
    const row = rows.get(hour)
    return {
      from: begins.toISOString(),
      reported: row?.reported ?? 0,
      closed: row?.closed ?? 0,
      usual: reportedByHour && round(reportedByHour.get(hourOfDay(begins, atlas.timeZone)) ?? 0),
    }
  })
}

function hourOfDay(at: Date, timeZone: string): number {
  return Math.floor((at.getTime() - dayStart(at, timeZone).getTime()) / hourMs)
}

async function movesOf(ctx: Ctx, atlas: Atlas, at: Date): Promise<WallPicture['moves']> {
  const rows = await selectMoves(ctx.sql, at, shownMoves)
  return rows.map(({ incidentId, gridId, reportedAt, at: moved, ...row }) => ({
    ...row,
    id: incidentId,
    at: moved.toISOString(),
    number: incidentNumber(incidentId, reportedAt, atlas.timeZone),
    grid: gridRef(gridId === null ? undefined : atlas.byId.get(gridId)),
  }))
}

async function changesOf(ctx: Ctx, at: Date): Promise<WallPicture['changes']> {
  const changes = new Map<number, WallPicture['changes'][number]>()
  for (const { version, at: since, ...grid } of await selectChanges(
    ctx.sql,
    new Date(at.getTime() - 7 * dayMs),
    at,
  )) {
    const known = changes.get(version)
    if (known === undefined) changes.set(version, { version, at: since.toISOString(), grids: [grid] })
    else known.grids.push(grid)
  }
  return [...changes.values()]
}

function gridRef(grid: AtlasGrid | undefined) {
  return grid === undefined ? null : { code: grid.code, name: grid.name, level: grid.level }
}

function sum<K extends string>(rows: readonly Record<K, number>[], key: K): number {
  return rows.reduce((total, row) => total + row[key], 0)
}
