import { z } from '@hono/zod-openapi'
import { ClockStage } from '../moves/contract.ts'
import { Instant, plainText, Rev } from '../wire.ts'

const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)

/** Wall-clock times of the city, `08:30`–`12:00`. */
const Segment = z.strictObject({ from: time, until: time }).refine(({ from, until }) => from < until)

/** Of one day: in order, none over another. */
const Segments = z
  .array(Segment)
  .min(1)
  .max(6)
  .refine(all => all.every(({ from }, i) => i === 0 || from >= (all[i - 1]?.until ?? '')))

/** The segments of every worked day from a month and day (`07-01`) on, until the next season begins. */
const Season = z.strictObject({
  from: z.string().refine(text => z.iso.date().safeParse(`2024-${text}`).success),
  segments: Segments,
})

/** A single day that differs: an emergency holiday, a make-up day decided late, with hours of its own if need be. */
const Override = z
  .strictObject({
    day: z.iso.date().refine(day => day >= '1900' && day < '2200'),
    work: z.boolean(),
    segments: Segments.optional(),
    note: plainText(z.string().trim().max(200)).optional(),
  })
  .refine(({ work, segments }) => work || segments === undefined)

const ascending = (texts: readonly (string | number)[]) =>
  texts.every((text, i) => i === 0 || text > (texts[i - 1] ?? ''))

/** When the city works, and when an overdue case climbs. All data: no city's hours are in code. */
const shape = {
  /** Statutory holidays and make-up days of mainland China, or none: Monday to Friday. */
  holidays: z.enum(['mainland-china', 'none']),
  /** In the order of the year; before the first one of a year the last one still holds. */
  seasons: z
    .array(Season)
    .min(1)
    .max(12)
    .refine(all => ascending(all.map(season => season.from))),
  overrides: z
    .array(Override)
    .max(1000)
    .refine(all => ascending(all.map(override => override.day))),
  /** Shares of the limit, ascending: at each the case goes up one level. `[1, 1.5]`: when it is due, and half the limit later. */
  ladder: z.array(z.number().min(1).max(20)).max(8).refine(ascending),
}

export const CalendarData = z.object(shape)
export type CalendarData = z.infer<typeof CalendarData>

/** `GET /api/calendar` */
export const Calendar = CalendarData.extend({
  rev: Rev,
  timeZone: z.string(),
  changedAt: z.string().nullable(),
})
export type Calendar = z.infer<typeof Calendar>

/** `PUT /api/calendar`: `rev` is the revision the caller has seen; a newer one answers 409 `stale-revision`. */
export const CalendarChange = z.strictObject({ rev: Rev, ...shape })
export type CalendarChange = z.infer<typeof CalendarChange>

/** How many running clocks were worked out anew, and how many of them are due at another time now. */
export const CalendarChanged = Calendar.extend({
  recomputed: z.number().int(),
  moved: z.number().int(),
})
export type CalendarChanged = z.infer<typeof CalendarChanged>

/** `POST /api/calendar/preview`: what a change would do to the running clocks; nothing is saved. */
export const CalendarPreview = z.object({
  /** Open cases with a clock. */
  running: z.number().int(),
  /** Due at another time; `moved` = `earlier` + `later`. */
  moved: z.number().int(),
  earlier: z.number().int(),
  later: z.number().int(),
  /** Not overdue today, and overdue at once; and the other way round. */
  overdueAtOnce: z.number().int(),
  overdueNoMore: z.number().int(),
  /** Some of those that move, the soonest due first. */
  cases: z.array(
    z.object({
      id: z.number().int(),
      number: z.string(),
      title: z.string(),
      stage: ClockStage,
      before: Instant,
      after: Instant,
    }),
  ),
})
export type CalendarPreview = z.infer<typeof CalendarPreview>
