import { expect, test } from 'vitest'
import { cameraOfBounds, cameraOfPoint, type Room } from './fly.ts'

const wholeMap: Room = { width: 1000, height: 600, covered: { top: 0, right: 0, bottom: 0, left: 0 } }
const besidePanel: Room = { ...wholeMap, covered: { top: 0, right: 400, bottom: 100, left: 0 } }

test('bounds fill the free map and no more', () => {
  const { zoom } = cameraOfBounds([117, 32.6, 117.1, 32.62], wholeMap)
  const pixels = (0.1 / 360) * 512 * 2 ** zoom
  expect(pixels).toBeGreaterThan(800)
  expect(pixels).toBeLessThan(1000)
})

test('a panel at the right moves the middle of the map to the right, and a dock moves it down', () => {
  const free = cameraOfBounds([117, 32.6, 117.1, 32.7], wholeMap)
  const beside = cameraOfBounds([117, 32.6, 117.1, 32.7], besidePanel)
  expect(free.lon).toBeCloseTo(117.05, 9)
  expect(free.lat).toBeCloseTo(32.65, 3)
  expect(beside.lon).toBeGreaterThan(free.lon)
  expect(beside.lat).toBeLessThan(free.lat)
  // 200 px at this zoom
  expect(beside.lon - 117.05).toBeCloseTo((200 / (512 * 2 ** beside.zoom)) * 360, 9)
})

test('going to a place never takes the reader farther away', () => {
  expect(cameraOfPoint(117, 32.6, undefined, wholeMap)).toMatchObject({ lon: 117, zoom: 15.5 })
  expect(cameraOfPoint(117, 32.6, { lon: 0, lat: 0, zoom: 16.4 }, wholeMap).zoom).toBe(16.4)
  expect(cameraOfPoint(117, 32.6, undefined, wholeMap).lat).toBeCloseTo(32.6, 9)
})
