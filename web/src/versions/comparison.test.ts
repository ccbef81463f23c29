import { expect, test } from 'vitest'
import { areaGained, areaMoved, boundsOfDifference, comparisonOf } from './comparison.ts'
import type { Difference } from './versions.api.ts'

const square = (west: number, south: number): NonNullable<Difference['grids'][number]['before']> => [
  [
    [
      [west, south],
      [west + 1, south],
      [west + 1, south + 1],
      [west, south],
    ],
  ],
]
const grid = (parts: Partial<Difference['grids'][number]>): Difference['grids'][number] => ({
  ...{ code: 'a', name: { zh: '甲' }, level: 'micro', change: 'changed', households: null },
  ...{ squareMetersBefore: null, squareMetersAfter: null, before: null, after: null },
  ...parts,
})
const given = grid({
  before: square(0, 0),
  after: square(1, 0),
  squareMetersBefore: 500,
  squareMetersAfter: 300,
})
const taken = grid({
  before: square(2, 0),
  after: square(2, 1),
  squareMetersBefore: 100,
  squareMetersAfter: 300,
})
const above = grid({
  ...{ level: 'large', before: square(-50, -50), after: square(50, 50) },
  ...{ squareMetersBefore: 9000, squareMetersAfter: 9200 },
})

test('a comparison counts while what it belongs to is open', () => {
  expect(comparisonOf({ compare: 'version:3', panel: 'versions' })).toEqual({ kind: 'version', id: 3 })
  expect(comparisonOf({ compare: 'version:3' })).toBeNull()
  expect(comparisonOf({ compare: 'version:3', panel: 'versions', edit: 5 })).toBeNull()
  expect(comparisonOf({ compare: 'draft:5', edit: 5 })).toEqual({ kind: 'draft', id: 5 })
  expect(comparisonOf({ compare: 'draft:5', edit: 6 })).toBeNull()
  expect(comparisonOf({ panel: 'versions', edit: 'list' })).toBeNull()
})

test('area that went from one grid to another is counted once', () => {
  expect(areaMoved({ against: 1, grids: [given, taken, above] }, 'micro')).toBe(200)
  expect(areaGained(given)).toBe(-200)
  expect(areaGained(above)).toBe(200)
  // renamed, with the same ground
  expect(areaGained(grid({ squareMetersBefore: 100, squareMetersAfter: 100 }))).toBeNull()
})

test('the map goes to the leaves that changed, not to the outlines far above them', () => {
  expect(boundsOfDifference({ grids: [given, taken, above] }, 'micro')).toEqual([0, 0, 3, 2])
  expect(boundsOfDifference({ grids: [above] }, 'micro')).toEqual([-50, -50, 51, 51])
  expect(boundsOfDifference({ grids: [grid({})] }, 'micro')).toBeNull()
})
