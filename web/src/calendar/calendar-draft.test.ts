import { Calendar } from '@jingwei/api/calendar/contract.ts'
import { expect, test } from 'vitest'
import { calendarOf, draftOf } from './calendar-draft.ts'

const calendar = Calendar.parse({
  rev: 3,
  holidays: 'mainland-china',
  timeZone: 'Asia/Shanghai',
  changedAt: null,
  seasons: [
    {
      from: '01-01',
      segments: [
        { from: '08:30', until: '12:00' },
        { from: '14:00', until: '17:30' },
      ],
    },
    { from: '07-01', segments: [{ from: '08:00', until: '12:00' }] },
  ],
  overrides: [
    { day: '2026-11-21', work: true, note: '调休' },
    { day: '2026-11-23', work: false },
  ],
  ladder: [1, 1.5],
})
const draft = draftOf(calendar)

test('what is shown and not touched is the calendar that was read', () => {
  const { timeZone: _, changedAt: __, ...change } = calendar
  expect(calendarOf(draft)).toEqual({ change })
})

test('hours are understood as people type them, and days are put in order', () => {
  const typed = {
    ...draft,
    seasons: [{ from: '01-01', hours: '8:30–12：00，14:00~17:30' }],
    overrides: [
      { day: '2026-12-31', work: false, hours: '', note: '' },
      { day: '2026-12-05', work: true, hours: '9:00至11:00', note: ' 抢险 ' },
    ],
    ladder: '1、2',
  }
  expect(calendarOf(typed)).toMatchObject({
    change: {
      seasons: [
        {
          from: '01-01',
          segments: [
            { from: '08:30', until: '12:00' },
            { from: '14:00', until: '17:30' },
          ],
        },
      ],
      overrides: [
        { day: '2026-12-05', work: true, segments: [{ from: '09:00', until: '11:00' }], note: '抢险' },
        { day: '2026-12-31', work: false },
      ],
      ladder: [1, 2],
    },
  })
})

test.each([
  [{ seasons: [] }, 'seasons'],
  [{ seasons: [{ from: '02-31', hours: '08:00-12:00' }] }, 'seasons'],
  [{ seasons: [{ from: '01-01', hours: '12:00-08:00' }] }, 'seasons'],
  [{ seasons: [{ from: '01-01', hours: '上午' }] }, 'seasons'],
  [{ overrides: [{ day: '', work: false, hours: '', note: '' }] }, 'overrides'],
  [{ overrides: [0, 1].map(() => ({ day: '2026-12-31', work: false, hours: '', note: '' })) }, 'overrides'],
  [{ ladder: '1.5, 1' }, 'ladder'],
  [{ ladder: 'bald' }, 'ladder'],
])('%j is refused before it is sent', (patch, wrong) => {
  expect(calendarOf({ ...draft, ...patch })).toEqual({ wrong })
})
