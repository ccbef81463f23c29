import { expect, test } from 'vitest'
import { falseDiscovery, getisOrd, twoSided } from './getis-ord.ts'

/** The example of PySAL's documentation of `esda.G_Local` (star, binary, distance band 15): places, values and its z scores. */
const places = [
  [10, 10],
  [20, 10],
  [40, 10],
  [15, 20],
  [30, 20],
  [30, 30],
] as const
const values = [2, 3, 3.2, 5, 8, 7]
const published = [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331]

const near = (a: readonly [number, number], b: readonly [number, number]) =>
  Math.hypot(a[0] - b[0], a[1] - b[1]) <= 15

test('the worked example of PySAL', () => {
  const neighbours = places.map((place, i) =>
    places.flatMap((other, j) => (i !== j && near(place, other) ? [j] : [])),
  )
  getisOrd(values, neighbours).forEach((z, i) => {
    expect(z).toBeCloseTo(published[i] ?? 0, 7)
  })
})

/** By the definition with a matrix of weights, as Ord and Getis (1995) write it, sum by sum. */
function byDefinition(x: readonly number[], weights: readonly (readonly number[])[]): number[] {
  const n = x.length
  const mean = x.reduce((a, b) => a + b, 0) / n
  const s = Math.sqrt(x.reduce((a, b) => a + b * b, 0) / n - mean ** 2)
  return weights.map(row => {
    const w = row.reduce((a, b) => a + b, 0)
    const w2 = row.reduce((a, b) => a + b * b, 0)
    const wx = row.reduce((a, b, j) => a + b * (x[j] ?? 0), 0)
    return (wx - mean * w) / (s * Math.sqrt((n * w2 - w ** 2) / (n - 1)))
  })
}

test('a chessboard of 9 × 9 agrees with the definition', () => {
  const side = 9
  const x = Array.from({ length: side * side }, (_, i) => (i * 37) % 11)
  const neighbours = x.map((_, i) =>
    x.flatMap((_, j) => {
      const [dx, dy] = [
        Math.abs((i % side) - (j % side)),
        Math.abs(Math.trunc(i / side) - Math.trunc(j / side)),
      ]
      return dx + dy === 1 ? [j] : []
    }),
  )
  const weights = neighbours.map((list, i) => x.map((_, j) => (i === j || list.includes(j) ? 1 : 0)))
  const expected = byDefinition(x, weights)
  getisOrd(x, neighbours).forEach((z, i) => {
    expect(z).toBeCloseTo(expected[i] ?? 0, 10)
  })
})

test('where all are the same nothing is hot', () => {
  expect(getisOrd([4, 4, 4], [[1], [0, 2], [1]])).toEqual([0, 0, 0])
})

test.each([
  [0, 1],
  [1, 0.3173105],
  [1.959964, 0.05],
  [-2.575829, 0.01],
  [3.290527, 0.001],
])('two-sided probability of %d is %d', (z, p) => {
  expect(twoSided(z)).toBeCloseTo(p, 6)
})

/** Benjamini and Hochberg (1995), their example of fifteen tests: four are found at 0.05. */
test('the worked example of Benjamini and Hochberg', () => {
  const p = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ]
  const q = falseDiscovery(p)
  expect(q.filter(value => value <= 0.05)).toHaveLength(4)
  expect(q[3]).toBeCloseTo((0.0095 * 15) / 4, 10)
  expect(falseDiscovery(p.toReversed())).toEqual(q.toReversed())
})
