import { describe, expect, test } from 'vitest'
import { type Layer, wgs84 } from '../formats/layer.ts'
import type { Repair } from '../geometry/importing/fault.ts'
import { guessMapping } from './mapping.ts'
import { readGrids } from './read-grids.ts'

const levels = [
  { key: 'street', name: { zh: '街道', en: 'street' } },
  { key: 'block', name: { zh: '网格', en: 'block' } },
]

type Rows = readonly (readonly (string | number | null)[])[]
const layer = (name: string, fields: string[], rows: Rows): Layer => ({
  name,
  fields,
  rows: rows.map(values => ({ values, polygons: [] })),
  reference: wgs84,
})

function read(layers: Layer[], choices: ReadonlyMap<string, Repair> = new Map()) {
  const { grids, faults } = readGrids(layers, guessMapping(layers, levels), [], choices)
  return {
    faults,
    codes: faults.map(({ code }) => code),
    tree: grids.map(({ code, parent }) => `${parent ?? ''} > ${code}`),
  }
}

describe('what a street is called in the rows of its blocks', () => {
  const units = (...streets: string[]) =>
    layer(
      'units',
      ['code', 'street_code'],
      streets.map((street, i) => [`A${i}`, street]),
    )

  test('without a letter or a digit it is called after its first row, once for all of them', () => {
    const { codes, tree } = read([units('东街', '西街', '东街', '西街')])
    expect(codes).toEqual(['bad-code', 'bad-code'])
    expect(tree).toEqual([' > row-1', ' > row-2', 'row-1 > A0', 'row-2 > A1', 'row-1 > A2', 'row-2 > A3'])
  })

  test('two that would become the same stay two', () => {
    const { codes, tree } = read([units('3404.02', '3404/02', '3404-02', '3404.02')])
    expect(codes).toEqual(['bad-code', 'bad-code'])
    expect(tree.slice(0, 3)).toEqual([' > 3404-02-2', ' > 3404-02-3', ' > 3404-02'])
    expect(tree.slice(3)).toEqual(['3404-02-2 > A0', '3404-02-3 > A1', '3404-02 > A2', '3404-02-2 > A3'])
  })

  test('one that is left out is left out of all its rows', () => {
    const first = read([units('S.1', 'S2', 'S.1')])
    const drop = new Map<string, Repair>(first.faults.map(({ id }) => [id, { kind: 'drop' }]))
    const { codes, tree } = read([units('S.1', 'S2', 'S.1')], drop)
    expect(codes).toEqual(['bad-code', 'orphan', 'orphan'])
    expect(tree[0]).toBe(' > S2')
  })
})

describe('a file that numbers each level from 1', () => {
  const streets = layer('street', ['code'], [[1], [2]])
  const blocks = layer(
    'block',
    ['code', 'parent'],
    [
      [1, 2],
      [2, 2],
      [3, 1],
    ],
  )

  test('is told, and what lies below gets codes of its own', () => {
    const { faults, codes, tree } = read([streets, blocks])
    expect(codes).toEqual(['code-of-larger', 'code-of-larger'])
    expect(faults[0]).toMatchObject({
      level: 'block',
      grids: ['1'],
      rows: [1],
      repairs: [{ kind: 'recode', to: 'block-1' }, { kind: 'drop' }],
    })
    expect(tree).toEqual([' > 1', ' > 2', '1 > 3', '2 > block-1', '2 > block-2'])
  })

  test('what is called otherwise in the middle takes along what names it', () => {
    const three = [{ key: 'district', name: { zh: '区', en: 'district' } }, ...levels]
    const layers = [
      layer('district', ['code'], [[1]]),
      layer(
        'street',
        ['code', 'parent'],
        [
          [1, 1],
          [2, 1],
        ],
      ),
      layer(
        'block',
        ['code', 'parent'],
        [
          ['A', 1],
          ['B', 2],
        ],
      ),
    ]
    const { grids } = readGrids(layers, guessMapping(layers, three), [], new Map())
    expect(grids.map(({ code, parent }) => `${parent ?? ''} > ${code}`)).toEqual([
      ' > 1',
      '1 > 2',
      '1 > street-1',
      'street-1 > A',
      '2 > B',
    ])
  })
})

test('a level is found also where its name ends with blanks', () => {
  const layers = [
    layer(
      'all',
      ['code', 'level', 'parent'],
      [
        ['S1', '街道 ', null],
        ['A', '网格 ', 'S1'],
      ],
    ),
  ]
  expect(read(layers).tree).toEqual([' > S1', 'S1 > A'])
})
