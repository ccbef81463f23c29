import { expect, test } from 'vitest'
import { Days, momentOf, versionAt } from './moments.ts'

const zone = 'Asia/Shanghai'
const versions = [
  { version: 35, effectiveAt: '2026-11-27T02:39:02.105Z' },
  { version: 2, effectiveAt: '2026-11-20T15:59:59.500Z' },
  { version: 1, effectiveAt: '2021-12-31T16:00:00.000Z' },
]

test('a moment has the version that came into force last, from the very millisecond on', () => {
  expect(versionAt(versions, '2026-11-27T02:39:02.104Z')?.version).toBe(2)
  expect(versionAt(versions, '2026-11-27T02:39:02.105Z')?.version).toBe(35)
  expect(versionAt(versions, '2026-11-27T10:39:02.105+08:00')?.version).toBe(35)
  expect(versionAt(versions, '2021-12-31T15:59:59.999Z')).toBeUndefined()
})

test('the newest version is looked at now, an earlier one as it came into force', () => {
  expect(momentOf(versions, 35)).toBeUndefined()
  expect(momentOf(versions, 2)).toBe('2026-11-20T15:59:59.500Z')
})

test('days are the city’s: each is shown as it ended, today as it is', () => {
  const days = new Days('2021-12-31T16:00:00.000Z', new Date('2026-11-27T02:00:00Z'), zone)
  expect(days.day(0)).toBe('2022-01-01')
  expect(days.day(days.last)).toBe('2026-11-27')
  expect(days.moment(days.last)).toBeUndefined()
  const eve = days.numberOf('2026-11-20T15:59:59.500Z')
  expect(days.day(eve)).toBe('2026-11-20')
  // what came into force half a second before midnight is seen on that day
  expect(versionAt(versions, days.moment(eve - 1) ?? '')?.version).toBe(1)
  expect(versionAt(versions, days.moment(eve) ?? '')?.version).toBe(2)
  for (const n of [0, 1, eve, days.last - 1]) expect(days.numberOf(days.moment(n))).toBe(n)
})
