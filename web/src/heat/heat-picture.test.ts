import { expect, test } from 'vitest'
import { spread } from './heat-picture.ts'

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0)

test('spreading keeps every incident', () => {
  const counts = new Float64Array(12)
  counts[4] = 3
  counts[7] = 5
  const fine = 6
  expect(sum(spread(counts, 12, 1, fine)) / fine).toBeCloseTo(8, 2)
})

test('an even field stays even', () => {
  const even = spread(new Float64Array(20).fill(2), 20, 1, 5)
  for (const value of even.slice(15, -15)) expect(value).toBeCloseTo(2, 6)
})

test('rows do not run into each other', () => {
  const counts = new Float64Array(16)
  counts[3] = 1
  expect(sum(spread(counts, 8, 2, 4).slice(32))).toBe(0)
})
