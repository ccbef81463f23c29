import { expect, test } from 'vitest'
import { zoomOfHexagons, zoomToAsk } from './heat-zoom.ts'

const city = [116.66, 32.47, 117.21, 32.9] as const

test('follows the map in whole steps', () => {
  expect(zoomToAsk(10, city)).toBe(9)
  expect(zoomToAsk(10.4, city)).toBe(9)
  expect(zoomToAsk(11, city)).toBe(10)
})

test('stops before a cell says more of a door than of a street', () => {
  expect(zoomToAsk(20, city)).toBe(zoomToAsk(16, city))
})

test('answers without a camera and without a city', () => {
  expect(Number.isInteger(zoomToAsk(undefined, city))).toBe(true)
  expect(zoomToAsk(undefined, undefined)).toBeGreaterThanOrEqual(0)
})

test('hexagons are made of finer cells, and grow no smaller than the surface’s cells', () => {
  expect(zoomOfHexagons(10, city)).toBe(10)
  expect(zoomOfHexagons(20, city)).toBe(zoomToAsk(20, city) + 2)
})
