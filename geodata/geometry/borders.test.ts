import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bordersOf } from './borders.ts'
import { OUTSIDE } from './edges.ts'
import { buildPartition } from './partition.ts'
import { uglyCoverage } from './testing/ugly-coverage.ts'
import { growTree } from './tree.ts'

const tree = growTree([
  { code: 'L1', level: 'large', parent: null },
  { code: 'L2', level: 'large', parent: null },
  { code: 'M1', level: 'medium', parent: 'L1' },
  { code: 'a', level: 'small', parent: 'M1' },
  { code: 'b', level: 'small', parent: 'M1' },
  { code: 'c', level: 'small', parent: 'L1' },
  { code: 'd', level: 'small', parent: 'L2' },
  { code: 'e', level: 'small', parent: 'L2' },
])

it('draws every border once, with the highest level it parts', () => {
  const square = (grid: string, x: number) => ({
    grid,
    rings: [Int32Array.of(x, 0, x + 1, 0, x + 1, 1, x, 1)],
  })
  const borders = bordersOf(buildPartition(['a', 'b', 'c', 'd'].map(square)), tree)
  const inner = borders.filter(border => border.level !== null)
  expect(inner.map(({ level, left, right }) => [level, left, right])).toEqual([
    ['small', 'a', 'b'],
    ['medium', 'b', 'c'],
    ['large', 'c', 'd'],
  ])
  expect(borders.filter(border => border.level === null)).toHaveLength(6)
})

it('leaves out borders within one grid', () => {
  const left = { grid: 'a', rings: [Int32Array.of(0, 0, 1, 0, 1, 1, 0, 1)] }
  const right = { grid: 'a', rings: [Int32Array.of(1, 0, 2, 0, 2, 1, 1, 1)] }
  expect(bordersOf(buildPartition([left, right]), tree).every(border => border.level === null)).toBe(true)
})

it('draws each edge exactly once on ugly coverages', () => {
  fc.assert(
    fc.property(uglyCoverage, ({ faces }) => {
      const partition = buildPartition(faces)
      const { left, right } = partition.edges
      const gridOf = (f: number | undefined) => (f === OUTSIDE ? null : partition.faces[f as number]?.grid)
      const expected = left.filter((l, e) => gridOf(l) !== gridOf(right[e])).length
      const drawn = bordersOf(partition, tree).flatMap(({ line }) =>
        Array.from({ length: line.length / 2 - 1 }, (_, i) => {
          const ends = [line.subarray(2 * i, 2 * i + 2), line.subarray(2 * i + 2, 2 * i + 4)].map(String)
          return ends.sort().join(' ')
        }),
      )
      expect(new Set(drawn).size).toBe(drawn.length)
      expect(drawn.length).toBe(expected)
    }),
  )
})
