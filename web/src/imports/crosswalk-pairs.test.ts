import { expect, test } from 'vitest'
import { codesOfPair, filteredPairs, pairOf, sortedPairs } from './crosswalk-pairs.ts'
import type { CrosswalkRow } from './imports.api.ts'

const row = (
  area: string | null,
  grid: string | null,
  squareMeters: number,
  ofArea: number | null,
): CrosswalkRow => ({
  area: area === null ? null : { code: area, name: `${area}片` },
  grid: grid === null ? null : { code: grid, name: { zh: `${grid}网格`, en: `Grid ${grid}` } },
  squareMeters,
  ofArea,
  ofGrid: null,
  incidents: 0,
  ofAreaIncidents: null,
  ofGridIncidents: null,
})
const rows = [
  row('A10', 'G1', 5, 0.5),
  row(null, 'G2', 9, null),
  row('A2', 'G1', 7, 0.9),
  row('A2', null, 1, 0.1),
]
const codes = (list: readonly CrosswalkRow[]) =>
  list.map(({ area, grid }) => `${area?.code ?? ''}|${grid?.code ?? ''}`)

test('pairs are found by any words of codes and names, in both languages', () => {
  expect(codes(filteredPairs(rows, ' '))).toHaveLength(4)
  expect(codes(filteredPairs(rows, 'a2 网格'))).toEqual(['A2|G1'])
  expect(codes(filteredPairs(rows, 'grid g2'))).toEqual(['|G2'])
  expect(filteredPairs(rows, 'nothing')).toEqual([])
})

test('a pair comes back from the address, whatever another department writes into its codes', () => {
  for (const [area, grid] of [
    ['A2', 'G1'],
    ['A|2', 'G1'],
    ['', 'G1'],
    ['A2', ''],
  ] as const)
    expect(codesOfPair(pairOf(row(area, grid, 1, null)))).toEqual([area, grid])
})

test('codes are sorted as numbers in them want it, shares by size, and what is outside of all is last either way', () => {
  expect(codes(sortedPairs(rows, { column: 'area', isFalling: false }))).toEqual([
    'A2|G1',
    'A2|',
    'A10|G1',
    '|G2',
  ])
  expect(codes(sortedPairs(rows, { column: 'area', isFalling: true }))).toEqual([
    'A10|G1',
    'A2|G1',
    'A2|',
    '|G2',
  ])
  expect(codes(sortedPairs(rows, { column: 'ofArea', isFalling: true }))).toEqual([
    'A2|G1',
    'A10|G1',
    'A2|',
    '|G2',
  ])
  expect(codes(sortedPairs(rows, { column: 'squareMeters', isFalling: false }))).toEqual([
    'A2|',
    'A10|G1',
    'A2|G1',
    '|G2',
  ])
})
