import { expect, test } from 'vitest'
import type { Face } from '../face.ts'
import { encodeTopology } from '../topology.ts'
import { Boundaries } from './boundaries.ts'
import { contentHash } from './content-hash.ts'
import type { Operation } from './operation.ts'
import { inverseOf } from './patch.ts'
import { plan } from './plan.ts'
import { written } from './written.ts'

/** Two blocks side by side, 20 × 10. */
const block = (grid: string, x: number, width: number): Face => ({
  grid,
  rings: [Int32Array.from([x, 0, x + width, 0, x + width, 10, x, 10])],
})
const town = { code: 'T', level: 'town', parent: null, name: { zh: '镇' } }
const leaf = (code: string, parent = 'T') => ({ code, level: 'block', parent, name: { zh: code } })
const old = () =>
  new Boundaries([block('A', 0, 10), block('B', 10, 10)], [town, leaf('A'), leaf('B')], ['town', 'block'])
const replace = (faces: Face[], grids: Parameters<typeof encodeTopology>[1]) =>
  ({ kind: 'replace', topology: encodeTopology(faces, grids) }) as Operation

test('other grids in the same outline; undone, everything is as it was', () => {
  const boundaries = old()
  const before = contentHash(written(boundaries))
  const next = [block('A', 0, 10), block('C', 10, 5), block('D', 15, 5)]
  const { patch } = plan(boundaries, replace(next, [town, leaf('A'), leaf('C'), leaf('D')]))
  expect(patch?.faces.filter(({ before: face }) => face?.grid === 'A')).toEqual([])
  if (patch === undefined) throw new Error('refused')
  boundaries.apply(patch)
  expect(written(boundaries).faces.map(({ grid }) => grid)).toEqual(['A', 'C', 'D'])
  // a border can be moved afterwards: the faces share it
  const move: Operation = { kind: 'move', vertices: [{ from: [10, 10], to: [10, 10] }] }
  expect(plan(boundaries, move).refusal?.code).not.toBe('no-vertex')
  boundaries.apply(inverseOf(patch))
  expect(contentHash(written(boundaries))).toBe(before)
})

test('the same again changes nothing', () => {
  const boundaries = old()
  const { faces, grids } = written(boundaries)
  const { patch } = plan(boundaries, replace([...faces], grids))
  expect(patch?.faces).toEqual([])
  expect(patch?.vertices).toEqual([])
})

/** A new vertex of the outline between two corners of the lower side, so far below it. */
const bulging = (by: number): Operation => {
  const west: Face = { grid: 'A', rings: [Int32Array.from([0, 0, 5, -by, 10, 0, 10, 10, 0, 10])] }
  return replace([west, block('B', 10, 10)], [town, leaf('A'), leaf('B')])
}

test('the outline may gain vertices as far off as rounding takes them, no farther', () => {
  expect([0, 1, 2, 3].map(by => plan(old(), bulging(by)).refusal?.code ?? null)).toEqual([
    null,
    null,
    null,
    'outline-frozen',
  ])
})

const raw = (topology: unknown): Operation => ({ kind: 'replace', topology }) as Operation
const gap = encodeTopology([block('A', 0, 10), block('B', 10, 10)], [town, leaf('A'), leaf('B')])

/** B with a hole in it that nobody has. */
const hollow: Face = {
  grid: 'B',
  rings: [...block('B', 10, 10).rings, Int32Array.from([13, 3, 13, 6, 16, 6])],
}

test.each<[string, Operation]>([
  ['outline-frozen', replace([block('A', 0, 10)], [town, leaf('A')])],
  ['outline-frozen', replace([block('A', 0, 10), hollow], [town, leaf('A'), leaf('B')])],
  ['outline-frozen', replace([block('A', 0, 10), block('B', 10, 12)], [town, leaf('A'), leaf('B')])],
  [
    'does-not-tile',
    replace([block('A', 0, 10), block('B', 10, 10), block('B', 5, 10)], [town, leaf('A'), leaf('B')]),
  ],
  ['does-not-tile', raw({ ...gap, transform: { scale: [1, 1], translate: [0, 0] } })],
  ['unknown-grid', replace([block('A', 0, 10), block('B', 10, 10)], [town, leaf('A')])],
  ['wrong-level', replace([block('A', 0, 10), block('T', 10, 10)], [town, leaf('A')])],
  ['wrong-level', replace([block('A', 0, 10), block('B', 10, 10)], [town, leaf('A'), leaf('B', 'A')])],
  ['code-taken', replace([block('A', 0, 10), block('B', 10, 10)], [town, leaf('A'), leaf('B'), leaf('B')])],
])('refused: %s', (code, operation) => {
  expect(plan(old(), operation).refusal?.code).toBe(code)
})
