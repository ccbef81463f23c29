import { expect, test } from 'vitest'
import type { GridSummary } from './grids.api.ts'
import { nodesOf, visibleCodes } from './open-branches.ts'

const grid = (code: string): GridSummary => ({
  code,
  level: 'any',
  parent: null,
  name: { zh: code },
  kind: null,
  net: null,
  households: null,
  areaSquareMeters: 1,
  labelPoint: [0, 0],
  bounds: [0, 0, 1, 1],
  childCount: 0,
  openIncidents: 0,
  synthetic: true,
})

test('branches hang under their parents however deep the city is', () => {
  const nodes = nodesOf(
    [grid('a'), grid('b')],
    new Map([
      ['a', [grid('a1')]],
      ['a1', [grid('a11'), grid('a12')]],
    ]),
  )
  expect(visibleCodes(nodes, new Set(['a', 'a1']))).toEqual(['a', 'a1', 'a11', 'a12', 'b'])
  expect(visibleCodes(nodes, new Set(['a1']))).toEqual(['a', 'b'])
  expect(visibleCodes(nodes)).toEqual(['a', 'b'])
})
