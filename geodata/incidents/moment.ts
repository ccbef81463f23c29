import { normal } from '../mesh/random.ts'
import type { Hours, Season } from '../sources/incident-patterns.ts'

/** The span of the demo incidents: whole weeks back from a Monday 00:00 of the city's clock. */
export const WEEKS = 104
export const DAY = 86_400
export const SPAN = WEEKS * 7 * DAY
/**
 * Seasons belong to this end (a Monday 00:00 in the city's zone). The loader may place the end on any other Monday: weekdays
 * and hours stay true, seasons move along.
 */
export const NOMINAL_END = '2026-11-23T00:00:00+08:00'

const end = new Date(NOMINAL_END)

/** Share of each month (January first). */
const SEASONS: Record<Season, number[]> = {
  even: [0.9, 0.8, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.95],
  summer: [0.5, 0.5, 0.7, 0.9, 1.2, 1.5, 1.7, 1.7, 1.3, 1, 0.7, 0.5],
  winter: [2.2, 1.8, 0.9, 0.6, 0.5, 0.5, 0.5, 0.5, 0.6, 0.8, 1.3, 2],
  rain: [0.4, 0.5, 0.8, 1, 1.2, 2.1, 2.6, 1.9, 1.1, 0.6, 0.5, 0.4],
  spring: [0.6, 0.8, 1.5, 1.7, 1.5, 1.1, 0.9, 0.9, 1, 1, 0.8, 0.6],
  autumn: [0.7, 0.5, 0.6, 0.7, 0.8, 1, 0.8, 0.8, 1.3, 1.9, 2, 1.1],
}

/** Middle hour, spread in hours and share of the peaks of a day; the rest is even over 7 to 22 h. */
const PEAKS: Record<Hours, [hour: number, spread: number, share: number][]> = {
  rush: [
    [8, 0.9, 0.42],
    [17.8, 1.1, 0.36],
  ],
  work: [
    [9.7, 1.3, 0.45],
    [15, 1.5, 0.38],
  ],
  evening: [
    [19.8, 1.5, 0.65],
    [12, 1, 0.1],
  ],
  night: [
    [22.3, 1.2, 0.6],
    [1, 1.2, 0.15],
  ],
  any: [[13, 5, 0.3]],
}

/** Monday first. */
const WEEKDAYS = [1.12, 1.08, 1.05, 1.04, 1.06, 0.86, 0.79]

/** A moment of the span, in seconds before its end. */
export function drawMoment(season: Season, hours: Hours, next: () => number) {
  for (;;) {
    const day = Math.floor(next() * WEEKS * 7)
    const month = new Date(end.getTime() - (WEEKS * 7 - day) * DAY * 1000 + 12 * 3600 * 1000).getUTCMonth()
    const growth = 0.85 + (0.3 * day) / (WEEKS * 7)
    const likely = ((SEASONS[season][month] ?? 1) / 2.6) * ((WEEKDAYS[day % 7] ?? 1) / 1.12) * (growth / 1.15)
    if (next() > likely) continue
    const second = Math.floor(drawHour(hours, next) * 3600)
    return SPAN - day * DAY - second
  }
}

function drawHour(hours: Hours, next: () => number) {
  let pick = next()
  for (const [hour, spread, share] of PEAKS[hours]) {
    if (pick < share) return (hour + spread * normal(next) + 24) % 24
    pick -= share
  }
  return 7 + 15 * next()
}

/** First and last hour of a working day, Monday to Friday: a stand-in for the working calendar that the console keeps. */
const OPENS = 9
const CLOSES = 17
export const WORKING_HOURS = CLOSES - OPENS

/** Seconds from a moment until so many working hours have passed. */
export function afterWorkingHours(secondsBeforeEnd: number, amount: number) {
  const start = SPAN - secondsBeforeEnd
  let left = amount * 3600
  let now = start
  for (;;) {
    const day = Math.floor(now / DAY)
    const opens = day * DAY + OPENS * 3600
    const closes = day * DAY + CLOSES * 3600
    if (day % 7 < 5 && now < closes) {
      const from = Math.max(now, opens)
      if (closes - from >= left) return from + left - start
      left -= closes - from
    }
    now = (day + 1) * DAY
  }
}
