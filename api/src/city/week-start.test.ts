import { expect, test } from 'vitest'
import { weekStart } from './week-start.ts'

test.each([
  // a Sunday evening in London is Monday in China
  ['2026-11-22T19:00:00Z', 'Asia/Shanghai', '2026-11-22T16:00:00Z'],
  ['2026-11-22T15:59:59Z', 'Asia/Shanghai', '2026-11-15T16:00:00Z'],
  ['2026-11-22T16:00:00Z', 'Asia/Shanghai', '2026-11-22T16:00:00Z'],
  ['2026-11-25T12:00:00Z', 'UTC', '2026-11-23T00:00:00Z'],
  // the week in which the clocks go back: Monday was still summer time
  ['2026-10-25T12:00:00Z', 'Europe/Berlin', '2026-10-18T22:00:00Z'],
  ['2026-03-30T12:00:00Z', 'Europe/Berlin', '2026-03-29T22:00:00Z'],
  ['2026-01-01T00:30:00Z', 'America/St_Johns', '2025-12-29T03:30:00Z'],
])('%s in %s: the week began at %s', (now, zone, start) => {
  expect(weekStart(new Date(now), zone)).toEqual(new Date(start))
})
