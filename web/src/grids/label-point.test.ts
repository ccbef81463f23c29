import { expect, test } from 'vitest'
import { labelPoint } from './label-point.ts'

const ring = (...points: number[]) => Int32Array.from(points)

test('stands in the middle of a square', () => {
  const { x, y, room } = labelPoint([[ring(0, 0, 1000, 0, 1000, 1000, 0, 1000)]])
  expect(Math.abs(x - 500)).toBeLessThan(40)
  expect(Math.abs(y - 500)).toBeLessThan(40)
  expect(room).toBeGreaterThan(460)
})

test('never stands in the hollow of a hook', () => {
  const hook = ring(0, 0, 1000, 0, 1000, 1000, 800, 1000, 800, 200, 0, 200)
  const { x, y } = labelPoint([[hook]])
  expect(x > 800 || y < 200).toBe(true)
})

test('keeps clear of a hole', () => {
  const { x, y } = labelPoint([
    [ring(0, 0, 900, 0, 900, 900, 0, 900), ring(200, 200, 200, 700, 700, 700, 700, 200)],
  ])
  expect(x < 200 || x > 700 || y < 200 || y > 700).toBe(true)
})

test('chooses the largest of several parts', () => {
  const { x } = labelPoint([[ring(0, 0, 10, 0, 10, 10, 0, 10)], [ring(500, 0, 900, 0, 900, 400, 500, 400)]])
  expect(x).toBeGreaterThan(500)
})
