import { expect, test } from 'vitest'
import { breaksOf, classOf } from './breaks.ts'
import { endsOf } from './figure-text.ts'

test('a count stands in the one class of the legend that has its colour', () => {
  const counts = [67, 130, 131, 250, 251, 384, 387, 388, 517, 520, 816, 1386]
  const breaks = breaksOf(counts, 'quantile')
  expect(breaks.some(bound => !Number.isInteger(bound))).toBe(true)
  const ends = breaks.map((from, i) => endsOf(from, breaks[i + 1] ?? null, true))
  for (const count of counts) {
    const said = ends.flatMap(([first, last], i) => (count >= first && count <= (last ?? count) ? [i] : []))
    expect(said).toEqual([classOf(count, breaks)])
  }
})

test('a difference is told from nothing outwards, a rate as it is', () => {
  expect(endsOf(-2.5, -7.5, true)).toEqual([-3, -7])
  expect(endsOf(0, 0, true)).toEqual([0, 0])
  expect(endsOf(1.25, 2.5, false)).toEqual([1.25, 2.5])
})
