import { describe, expect, it } from 'vitest'
import { compareCodes, growTree } from './tree.ts'

const grids = [
  { code: 'a2', level: 'small', parent: 'a' },
  { code: 'b', level: 'large', parent: null },
  { code: 'a1', level: 'small', parent: 'a' },
  { code: 'a', level: 'large', parent: null },
  { code: 'a1x', level: 'micro', parent: 'a1' },
]

describe('growTree', () => {
  const tree = growTree(grids)
  const names = (list: readonly { code: string }[]) => list.map(grid => grid.code)

  it('links parents and children in order of codes', () => {
    expect(names(tree.roots)).toEqual(['a', 'b'])
    expect(names(tree.children('a'))).toEqual(['a1', 'a2'])
    expect(names(tree.chain('a1x'))).toEqual(['a', 'a1', 'a1x'])
    expect(names(tree.leaves('a'))).toEqual(['a1x', 'a2'])
    expect(names(tree.leaves('b'))).toEqual(['b'])
  })

  it('knows nothing of an unknown code', () => {
    expect([tree.get('z'), tree.chain('z'), tree.children('z'), tree.leaves('z')]).toEqual([
      undefined,
      [],
      [],
      [],
    ])
  })

  it.each([
    ['duplicate-code', [...grids, { code: 'b', level: 'large', parent: null }]],
    ['unknown-parent', [...grids, { code: 'c', level: 'small', parent: 'nobody' }]],
    [
      'cyclic-tree',
      [...grids, { code: 'x', level: 'small', parent: 'y' }, { code: 'y', level: 'small', parent: 'x' }],
    ],
    ['cyclic-tree', [...grids, { code: 'x', level: 'small', parent: 'x' }]],
  ])('refuses: %s', (code, list) => {
    expect(() => growTree(list)).toThrow(code)
  })
})

it('compareCodes orders by character, not by language', () => {
  expect(['b', 'a10', 'B', 'a9', '街'].sort(compareCodes)).toEqual(['B', 'a10', 'a9', 'b', '街'])
})
