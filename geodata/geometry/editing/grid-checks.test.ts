import { expect, test } from 'vitest'
import type { Face } from '../face.ts'
import { squareMeters } from '../square-meters.ts'
import { medianOf, overloaded } from './balance.ts'
import { Boundaries } from './boundaries.ts'
import { slivers, splitUpParts } from './grid-checks.ts'
import { plan } from './plan.ts'

const [x0, y0, side] = [1_170_000_000, 320_000_000, 100_000]
const box = (grid: string, x: number, width: number): Face => ({
  grid,
  rings: [Int32Array.from([x0 + x, y0, x0 + x + width, y0, x0 + x + width, y0 + side, x0 + x, y0 + side])],
})
const grid = (code: string, level: string, parent: string | null) => ({
  code,
  level,
  parent,
  name: { zh: code },
})
/** Four blocks in a row; the second belongs to B, the others to A. The third is a strip. */
const row = () =>
  new Boundaries(
    [box('a1', 0, side), box('b1', side, side), box('a2', 2 * side, 1500), box('a3', 2 * side + 1500, side)],
    [
      ...[grid('A', 'community', null), grid('B', 'community', null)],
      ...['a1', 'a2', 'a3'].map(code => grid(code, 'block', 'A')),
      grid('b1', 'block', 'B'),
    ],
    ['community', 'block'],
  )

test('a grid in two parts is told of, with the smaller one, and what would mend it is legal', () => {
  const boundaries = row()
  const [issue, ...others] = splitUpParts(boundaries, 'A')
  expect(others).toEqual([])
  expect(issue).toMatchObject({ code: 'split-up', grid: 'A', fix: { to: 'B' } })
  expect(splitUpParts(boundaries, 'B')).toEqual([])
  for (const operation of issue?.fix?.operations ?? []) {
    const { patch } = plan(boundaries, operation)
    expect(patch).toBeDefined()
    if (patch !== undefined) boundaries.apply(patch)
  }
  expect(splitUpParts(boundaries, 'A')).toEqual([])
})

test('a strip of sixteen metres is a sliver, a block is none; the fix gives it to who borders it most', () => {
  const boundaries = row()
  expect(['a1', 'a3', 'b1'].flatMap(code => slivers(boundaries, code))).toEqual([])
  const [sliver] = slivers(boundaries, 'a2')
  expect(sliver?.code).toBe('sliver')
  expect(sliver?.fix?.operations).toEqual([
    { kind: 'merge', from: 'a2', into: expect.stringMatching(/^(b1|a3)$/) },
  ])
})

test('who has more than three times the median is told of, the worst first', () => {
  const loads = new Map([
    ['a', 10],
    ['b', 11],
    ['c', 9],
    ['d', 40],
    ['e', 35],
  ])
  expect(overloaded(loads, ['a', 'd', 'e']).map(({ grid }) => grid)).toEqual(['d', 'e'])
  expect(
    overloaded(
      new Map([
        ['a', 0],
        ['b', 0],
        ['c', 5],
      ]),
      ['c'],
    ),
  ).toEqual([])
  expect(medianOf([4, 1, 3, 2])).toBe(2.5)
})

test('square metres agree with the ellipsoid to a tenth of a per mille', () => {
  // a hundredth of a degree square at 32° north: 945.40 m × 1,108.75 m and a little
  const area = squareMeters(box('a', 0, side).rings)
  expect(Math.abs(area / (945.0 * 1108.9) - 1)).toBeLessThan(2e-3)
})
