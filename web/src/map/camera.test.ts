import { expect, test } from 'vitest'
import { flightDuration, flightMs, sameCamera, widened } from './camera.ts'

const here = { lon: 117, lat: 32.6, zoom: 12 }

test('a camera written to an address and read again is the same camera', () => {
  expect(sameCamera(here, { lon: 117.000_004, lat: 32.6, zoom: 12.004 })).toBe(true)
  expect(sameCamera(here, { ...here, zoom: 12.1 })).toBe(false)
})

test('flies to what is near, jumps to what is far', () => {
  expect(flightDuration(here, { ...here, lon: 117.1 }, 0.2, false)).toBe(flightMs)
  expect(flightDuration(here, { ...here, lon: 119 }, 0.2, false)).toBe(0)
  expect(flightDuration(here, { ...here, zoom: 18 }, 0.2, false)).toBe(0)
})

test('does not fly for readers who asked for less motion', () => {
  expect(flightDuration(here, { ...here, lon: 117.1 }, 0.2, true)).toBe(0)
})

test('country around a city stays on the globe', () => {
  expect(widened([0, 80, 10, 84])[3]).toBe(85)
  expect(widened([0, -84, 10, -80])[1]).toBe(-85)
  expect(widened([0, 0, 10, 4])[0]).toBe(-6)
})

test.each([
  ['flat islands', [-160, 19, -155, 22]],
  ['a strip', [116, 32, 120, 32.4]],
  ['a square', [10, 50, 10.01, 50.01]],
  ['an upright valley', [10, 40, 10.4, 44]],
] as const)(
  'all of %s can be seen at once on an upright telephone and on a wide screen',
  (_, [w, s, e, n]) => {
    const [west, south, east, north] = widened([w, s, e, n])
    const y = (lat: number) => (Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 180) / Math.PI
    expect((y(north) - y(south)) / (e - w)).toBeGreaterThan(844 / 358)
    expect((east - west) / (y(n) - y(s))).toBeGreaterThan(1920 / 1000)
  },
)
