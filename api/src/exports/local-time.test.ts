import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { localTime } from './local-time.ts'

test.each([
  ['2026-03-01T00:05:09.900Z', 'Asia/Shanghai', '2026-03-01 08:05:09+08:00'],
  ['2026-03-01T00:05:09Z', 'UTC', '2026-03-01 00:05:09+00:00'],
  ['2026-07-01T00:05:09Z', 'America/St_Johns', '2026-06-30 21:35:09-02:30'],
  ['2026-01-01T00:00:00Z', 'Asia/Kathmandu', '2026-01-01 05:45:00+05:45'],
])('%s in %s is %s', (instant, zone, text) => {
  expect(localTime(instant, zone)).toBe(text)
})

test('the text is the instant, whatever the zone', () => {
  const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu')
  const noInvalid = { min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }
  fc.assert(
    fc.property(fc.date(noInvalid), zones, (date, zone) => {
      const seconds = new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString()
      const said = Temporal.Instant.from(localTime(seconds, zone).replace(' ', 'T'))
      expect(said.epochMilliseconds).toBe(new Date(seconds).getTime())
    }),
  )
})
