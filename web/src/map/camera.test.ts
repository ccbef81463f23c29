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
  expect(widened([0, 80, 10, 84])).toEqual([-6, 77.6, 16, 85])
})
