import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isStatutoryWorkday } from './holidays.ts'
import type { WorkingCalendar } from './working-calendar.ts'
import { dueAt, elapsed, type Limit, type Pause, stageLight } from './working-time.ts'

const office: WorkingCalendar = {
  timeZone: 'Asia/Shanghai',
  seasons: [
    {
      from: '01-01',
      segments: [
        { from: '08:30', until: '12:00' },
        { from: '14:00', until: '17:30' },
      ],
    },
    {
      from: '07-01',
      segments: [
        { from: '08:00', until: '12:00' },
        { from: '15:00', until: '17:30' },
      ],
    },
    {
      from: '10-01',
      segments: [
        { from: '08:30', until: '12:00' },
        { from: '14:00', until: '17:30' },
      ],
    },
  ],
  overrides: new Map(),
  isWorkday: isStatutoryWorkday,
}

const at = (wall: string) => Date.parse(`${wall}:00+08:00`)
const hours = (amount: number): Limit => ({ amount, unit: 'working-hours' })
const days = (amount: number): Limit => ({ amount, unit: 'working-days' })
const urgent = (amount: number): Limit => ({ amount, unit: 'urgent-hours' })

describe('golden table over the holidays of 2024–2026', () => {
  test.each([
    // what, start, limit, due
    ['within a morning', '2026-03-03T09:00', hours(2), '2026-03-03T11:00'],
    ['over lunch', '2026-03-03T11:00', hours(4), '2026-03-03T17:00'],
    ['ends with the segment, not with the next one', '2026-03-03T08:30', hours(3.5), '2026-03-03T12:00'],
    ['over a night', '2026-03-03T16:30', hours(2), '2026-03-04T09:30'],
    ['reported at night starts in the morning', '2026-03-03T23:10', hours(1), '2026-03-04T09:30'],
    ['Friday to Monday', '2026-03-06T16:30', hours(4), '2026-03-09T11:30'],
    ['one working day keeps the hour', '2026-03-03T10:00', days(1), '2026-03-04T10:00'],
    ['reported on a Sunday, due at the end of Monday', '2026-03-08T10:00', days(1), '2026-03-09T17:30'],
    ['five working days', '2026-03-03T10:00', days(5), '2026-03-10T10:00'],
    ['summer hours', '2026-07-01T11:00', hours(2), '2026-07-01T16:00'],
    [
      'from a 7-hour day into a 6.5-hour day: a day is a day',
      '2026-06-30T08:30',
      days(2),
      '2026-07-01T17:30',
    ],
    ['half of one and half of the other', '2026-06-30T14:00', days(1), '2026-07-01T11:15'],
    // 元旦 2024: Monday 1 January off
    ['元旦 2024', '2023-12-29T16:30', hours(2), '2024-01-02T09:30'],
    // 春节 2024: 10–17 February off, Sundays 4 and 18 February worked
    ['春节 2024, make-up Sunday before', '2024-02-03T10:00', hours(1), '2024-02-04T09:30'],
    ['春节 2024, over the holiday into a worked Sunday', '2024-02-09T16:30', hours(3), '2024-02-18T10:30'],
    // 清明 2024: 4–6 April off, Sunday 7 April worked
    ['清明 2024', '2024-04-03T17:00', hours(1), '2024-04-07T09:00'],
    // 劳动节 2024: 1–5 May off, Sunday 28 April and Saturday 11 May worked
    ['劳动节 2024, worked Sunday', '2024-04-28T09:00', days(1), '2024-04-29T09:00'],
    ['劳动节 2024, worked Saturday', '2024-05-10T17:00', hours(1), '2024-05-11T09:00'],
    // 国庆 2024: 1–7 October off, Sunday 29 September and Saturday 12 October worked
    ['国庆 2024', '2024-09-30T17:00', hours(1), '2024-10-08T09:00'],
    ['国庆 2024, make-up Saturday', '2024-10-11T16:30', hours(2), '2024-10-12T09:30'],
    // 春节 2025: 28 January – 4 February off, Sunday 26 January and Saturday 8 February worked
    ['春节 2025', '2025-01-27T14:00', days(2), '2025-02-06T12:00'],
    ['春节 2025, make-up Saturday', '2025-02-07T16:30', hours(2), '2025-02-08T09:30'],
    // 国庆+中秋 2025: 1–8 October off, Sunday 28 September and Saturday 11 October worked
    ['国庆中秋 2025', '2025-09-30T17:00', hours(2), '2025-10-09T10:00'],
    // 春节 2026: 15–23 February off, Saturdays 14 and 28 February worked
    ['春节 2026, make-up Saturday before', '2026-02-13T17:00', hours(1), '2026-02-14T09:00'],
    ['春节 2026, over nine days', '2026-02-14T16:30', hours(2), '2026-02-24T09:30'],
    ['春节 2026, make-up Saturday after', '2026-02-27T17:00', hours(1), '2026-02-28T09:00'],
    // 国庆 2026: 1–7 October off, Sunday 20 September and Saturday 10 October worked
    ['国庆 2026', '2026-09-30T16:30', hours(2), '2026-10-08T09:30'],
    ['urgent runs through 春节', '2026-02-16T22:00', urgent(24), '2026-02-17T22:00'],
  ] as const)('%s', (_what, start, limit, due) => {
    expect(iso(dueAt(office, at(start), limit))).toBe(iso(at(due)))
  })
})

describe('pauses', () => {
  test('a pause over a working afternoon moves the due time by the working time it took', () => {
    const pauses: Pause[] = [{ from: at('2026-03-03T15:00'), until: at('2026-03-04T09:00') }]
    expect(iso(dueAt(office, at('2026-03-03T14:00'), hours(3), pauses))).toBe(iso(at('2026-03-04T11:00')))
  })

  test('a running pause has no due time and lets nothing run', () => {
    const pauses: Pause[] = [{ from: at('2026-03-03T15:00'), until: null }]
    expect(dueAt(office, at('2026-03-03T14:00'), hours(3), pauses)).toBeNull()
    expect(
      elapsed(office, at('2026-03-03T14:00'), at('2026-03-20T14:00'), 'working-hours', pauses),
    ).toBeCloseTo(1)
  })

  test('a pause outside working time changes nothing', () => {
    const pauses: Pause[] = [{ from: at('2026-03-03T18:00'), until: at('2026-03-04T07:00') }]
    expect(dueAt(office, at('2026-03-03T16:30'), hours(2), pauses)).toBe(
      dueAt(office, at('2026-03-03T16:30'), hours(2)),
    )
  })
})

test('an override beats the statutory calendar, with hours of its own', () => {
  const flood: WorkingCalendar = {
    ...office,
    overrides: new Map([
      ['2026-03-03', { work: false }],
      ['2026-03-07', { work: true, segments: [{ from: '00:00', until: '24:00' }] }],
    ]),
  }
  expect(iso(dueAt(flood, at('2026-03-02T17:00'), hours(1)))).toBe(iso(at('2026-03-04T09:00')))
  expect(iso(dueAt(flood, at('2026-03-06T17:00'), hours(20)))).toBe(iso(at('2026-03-07T19:30')))
})

test('a calendar that is never worked ends in an error, not in a loop', () => {
  expect(() => dueAt({ ...office, isWorkday: () => false }, at('2026-03-03T09:00'), hours(1))).toThrow(
    RangeError,
  )
})

test('clocks that change: a German city works its eight hours through the lost hour', () => {
  const berlin: WorkingCalendar = {
    ...office,
    timeZone: 'Europe/Berlin',
    seasons: [{ from: '01-01', segments: [{ from: '00:00', until: '24:00' }] }],
    isWorkday: () => true,
  }
  const start = Date.parse('2026-03-28T23:00:00Z')
  expect(iso(dueAt(berlin, start, days(1)))).toBe('2026-03-29T22:00:00.000Z')
})

test.each([
  [0, 'green'],
  [0.8, 'green'],
  [0.81, 'amber'],
  [1, 'amber'],
  [1.01, 'red'],
] as const)('stage light at %s of the limit is %s', (share, light) => {
  expect(stageLight(share * 10, hours(10))).toBe(light)
})

describe('what must hold for any start and limit', () => {
  const start = fc.integer({ min: at('2024-01-01T00:00'), max: at('2026-10-01T00:00') })
  const limit = fc.record({
    amount: fc.integer({ min: 1, max: 80 }).map(quarters => quarters / 4),
    unit: fc.constantFrom<Limit['unit'][]>('working-hours', 'working-days', 'urgent-hours'),
  })
  const pauses = fc
    .uniqueArray(fc.integer({ min: at('2024-01-01T00:00'), max: at('2026-11-01T00:00') }), {
      minLength: 2,
      maxLength: 2,
    })
    .map(ends => ends.sort((a, b) => a - b))
    .map(([from = 0, until = 0]) => [{ from, until }])

  test('exactly the limit has run when it is due', () => {
    fc.assert(
      fc.property(start, limit, pauses, (from, each, breaks) => {
        const due = dueAt(office, from, each, breaks) ?? 0
        expect(elapsed(office, from, due, each.unit, breaks)).toBeCloseTo(each.amount, 5)
        expect(elapsed(office, from, due - 60_000, each.unit, breaks)).toBeLessThan(each.amount)
      }),
      { numRuns: 150 },
    )
  })

  test('a longer limit, a later start and a pause are never due earlier', () => {
    fc.assert(
      fc.property(start, limit, pauses, fc.integer({ min: 0, max: 20 }), (from, each, breaks, more) => {
        const due = dueAt(office, from, each) ?? 0
        expect(dueAt(office, from, { ...each, amount: each.amount + more })).toBeGreaterThanOrEqual(due)
        expect(dueAt(office, from + more * 3_600_000, each)).toBeGreaterThanOrEqual(due)
        expect(dueAt(office, from, each, breaks)).toBeGreaterThanOrEqual(due)
      }),
      { numRuns: 150 },
    )
  })
})

function iso(epochMs: number | null): string {
  return epochMs === null ? 'never' : new Date(epochMs).toISOString()
}
