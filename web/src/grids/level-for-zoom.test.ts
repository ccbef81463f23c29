import { expect, test } from 'vitest'
import { levelForZoom, metersPerPixel, zoomOfLevel } from './level-for-zoom.ts'

const levels = [8000, 4000, 1500, 600].map((typicalMeters, i) => ({ key: `level-${i}`, typicalMeters }))
const lat = 32.6

test('a pixel of the first zoom is the world in 512 pixels', () => {
  expect(metersPerPixel(0, 0)).toBeCloseTo(78_271.5, 1)
  expect(metersPerPixel(1, 60)).toBeCloseTo(78_271.5 / 4, 1)
})

test('each level comes later than the one above it', () => {
  const zooms = levels.map(level => zoomOfLevel(level, lat))
  expect(zooms).toEqual([...zooms].sort((a, b) => a - b))
})

test('the largest level is there however far away', () => {
  expect(levelForZoom(levels, 0, lat)).toBe(0)
})

test('the finest level is there from its own zoom on', () => {
  const own = zoomOfLevel({ key: 'x', typicalMeters: 600 }, lat)
  expect(levelForZoom(levels, own - 0.01, lat)).toBe(2)
  expect(levelForZoom(levels, own, lat)).toBe(3)
  expect(levelForZoom(levels, 22, lat)).toBe(3)
})

test.each([1, 2, 5])('works for a city of %i levels', count => {
  const some = Array.from({ length: count }, (_, i) => ({ key: `${i}`, typicalMeters: 10_000 / 3 ** i }))
  expect(levelForZoom(some, 20, lat)).toBe(count - 1)
})

test('a city without grids has no level to look for', () => {
  expect(levelForZoom([], 12, lat)).toBe(0)
})
