import { growTree } from '@jingwei/geodata/geometry/tree.ts'
import { expect, test } from 'vitest'
import type { OpenCase } from './open-cases.ts'
import { casesOf, finest } from './scene-cases.ts'

const grid = (code: string, parent: string | null) => ({ code, parent, level: parent === null ? 'a' : 'b' })
const tree = growTree([grid('A', null), grid('A1', 'A'), grid('A2', 'A'), grid('B', null), grid('B1', 'B')])
const open = [
  ['A1', '01'],
  ['A2', '02'],
  ['B1', '01'],
  [null, '01'],
].map(([grid, classCode], id) => ({ id, grid, classCode }) as OpenCase)
const chosen = (grids: string[], classes: string[]) => ({
  chosen: { kind: 'chosen' as const, seconds: 30, title: { zh: '专项' }, grids, classes },
})
const ids = (cases: readonly OpenCase[]) => cases.map(({ id }) => id)

test('a campaign is about its classes in its grids and below them, nothing else', () => {
  expect(ids(casesOf({ chosen: null }, open, tree))).toEqual([0, 1, 2, 3])
  expect(ids(casesOf(chosen(['A'], []), open, tree))).toEqual([0, 1])
  expect(ids(casesOf(chosen(['A'], ['01']), open, tree))).toEqual([0])
  expect(ids(casesOf(chosen([], ['01']), open, tree))).toEqual([0, 2, 3])
  expect(ids(casesOf(chosen(['B1'], []), open, tree))).toEqual([2])
})

test('of changed grids those are meant that contain no other one; one that ended is among them', () => {
  const changed = ['A', 'A1', 'B', 'A1', 'ended'].map(code => ({ code }))
  expect(finest(changed, tree).map(({ code }) => code)).toEqual(['A1', 'B', 'ended'])
})
