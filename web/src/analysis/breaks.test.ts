import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BreakMethod, breakMethods, breaksOf, classOf, mirroredBreaks, mirroredClass } from './breaks.ts'

const numbers = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 60 })

test.each(breakMethods)('%s: bounds ascend, and every value has a class', method => {
  fc.assert(
    fc.property(numbers, values => {
      const breaks = breaksOf(values, method)
      expect(breaks).toEqual([...new Set(breaks)].sort((a, b) => a - b))
      expect(breaks.length).toBeLessThanOrEqual(6)
      expect(breaks[0]).toBe(Math.min(...values))
      for (const value of values) expect(breaks[classOf(value, breaks)]).toBeLessThanOrEqual(value)
    }),
  )
})

/** Slower than Jenks, and surely right: every way to part the sorted values. */
function leastSquares(sorted: readonly number[], classes: number): number {
  if (classes === 1) return squares(sorted)
  let least = Number.POSITIVE_INFINITY
  for (let cut = classes - 1; cut < sorted.length; cut++)
    least = Math.min(least, leastSquares(sorted.slice(0, cut), classes - 1) + squares(sorted.slice(cut)))
  return least
}

function squares(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
}

test('natural breaks leave the least difference within the classes', () => {
  const distinct = fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { minLength: 4, maxLength: 11 })
  fc.assert(
    fc.property(distinct, values => {
      const breaks = breaksOf(values, 'natural', 3)
      const groups = breaks.map((_, i) => values.filter(value => classOf(value, breaks) === i))
      const sorted = values.toSorted((a, b) => a - b)
      expect(groups.reduce((sum, group) => sum + squares(group), 0)).toBeCloseTo(leastSquares(sorted, 3), 6)
    }),
    { numRuns: 60 },
  )
})

test.each([
  ['equal', [0, 60, 120], 3, [0, 40, 80]],
  ['quantile', [1, 2, 3, 4, 5, 6, 7], 3, [1, 3, 5]],
  ['natural', [1, 2, 50, 51, 100], 3, [1, 50, 100]],
  ['equal', [7, 7, 7], 6, [7]],
  ['quantile', [], 6, []],
])('%s of %j in %d', (method, values, most, expected) => {
  expect(breaksOf(values, method as BreakMethod, most)).toEqual(expected)
})

test('differences are coloured by how far, the same on both sides', () => {
  const breaks = mirroredBreaks([-9, -5, -1, 0, 1, 5, 9], 'quantile')
  for (const difference of [1, 5, 9])
    expect(mirroredClass(difference, breaks) + mirroredClass(-difference, breaks)).toBe(0)
  expect(mirroredClass(0, breaks)).toBe(0)
  expect(mirroredClass(9, breaks)).toBe(3)
  expect(mirroredClass(-9, breaks)).toBe(-3)
  expect(mirroredClass(4, mirroredBreaks([4, -4], 'equal'))).toBe(3)
})
