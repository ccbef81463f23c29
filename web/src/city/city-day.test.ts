import { expect, test } from 'vitest'
import { dayAfter, dayOf, startOfDay } from './city-day.ts'

test('a day is the city’s, not the reader’s', () => {
  expect(dayOf('2026-03-01T16:00:00Z', 'Asia/Shanghai')).toBe('2026-03-02')
  expect(dayOf('2026-03-01T15:59:59Z', 'Asia/Shanghai')).toBe('2026-03-01')
})

test('days are counted over ends of months and leap years', () => {
  expect(dayAfter('2024-02-28', 1)).toBe('2024-02-29')
  expect(dayAfter('2026-03-01', -1)).toBe('2026-02-28')
  expect(dayAfter('2026-01-01', -365)).toBe('2025-01-01')
})

test('a day begins at midnight by the city’s clock, also on the day clocks change', () => {
  expect(startOfDay('2026-03-02', 'Asia/Shanghai')).toBe('2026-03-01T16:00:00.000Z')
  // Berlin springs forward on 29 March 2026 at 01:00 UTC and back on 25 October
  expect(startOfDay('2026-03-29', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z')
  expect(startOfDay('2026-03-30', 'Europe/Berlin')).toBe('2026-03-29T22:00:00.000Z')
  expect(startOfDay('2026-10-26', 'Europe/Berlin')).toBe('2026-10-25T23:00:00.000Z')
})

test('the start of a day falls on that day', () => {
  for (const zone of ['Asia/Shanghai', 'America/St_Johns', 'Pacific/Auckland'])
    for (const day of ['2026-01-01', '2026-06-30', '2026-12-31'])
      expect(dayOf(startOfDay(day, zone), zone)).toBe(day)
})
