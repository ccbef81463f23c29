import { describe, expect, it } from 'vitest'
import { checkCoverage } from '../coverage.ts'
import type { Face } from '../face.ts'
import type { TopologyGrid } from '../topology.ts'
import { Boundaries } from './boundaries.ts'
import { contentHash } from './content-hash.ts'
import { faceRules } from './legality.ts'
import type { Operation } from './operation.ts'
import type { Place } from './patch.ts'
import { plan } from './plan.ts'
import type { RefusalCode } from './refusal.ts'
import { written } from './written.ts'

/** a and b side by side, c above them with the island d in it. */
const faces: Face[] = [
  face('a', [0, 0, 10, 0, 10, 5, 10, 10, 0, 10]),
  face('b', [10, 0, 20, 0, 20, 10, 10, 10, 10, 5]),
  face('c', [0, 10, 10, 10, 20, 10, 20, 20, 0, 20], [4, 13, 5, 15, 6, 13]),
  face('d', [4, 13, 6, 13, 5, 15]),
]
const levels = ['street', 'block']
const grids = [
  grid('S', 'street', null),
  grid('T', 'street', null),
  ...['a', 'b', 'c', 'd'].map(code => grid(code, 'block', 'S')),
]
const town = () => new Boundaries(faces, grids, levels)
const move = (from: Place, to: Place): Operation => ({ kind: 'move', vertices: [{ from, to }] })
const split = (line: Place[], to = 'd'): Operation => ({ kind: 'split', line, to })

describe('an operation that is not legal', () => {
  it.each<[string, Operation, RefusalCode]>([
    ['names a place without a vertex', move([1, 1], [2, 2]), 'no-vertex'],
    ['asks for half a unit', move([10, 5], [10.5, 5]), 'bad-place'],
    ['asks for no number', move([10, 5], [Number.NaN, 5]), 'bad-place'],
    ['asks for the other end of the world', move([10, 5], [1_800_000_000, 5]), 'bad-place'],
    ['drops a vertex on another', move([10, 5], [10, 10]), 'place-taken'],
    ['moves the outer border', move([0, 0], [1, 1]), 'outline-frozen'],
    ['drops a vertex on a foreign border', move([10, 5], [20, 5]), 'crosses'],
    ['drags a border across another', move([10, 5], [25, 5]), 'crosses'],
    ['lays a border over its neighbour', move([10, 5], [10, 15]), 'crosses'],
    ['flips a triangle over its far side', move([5, 15], [5, 12]), 'turned-over'],
    ['flattens a triangle', move([5, 15], [5, 13]), 'crosses'],
    ['hops over an island', move([10, 10], [5, 18]), 'enclave-lost'],
    [
      'moves two vertices to one place',
      {
        kind: 'move',
        vertices: [
          { from: [10, 5], to: [9, 8] },
          { from: [10, 10], to: [9, 8] },
        ],
      },
      'place-taken',
    ],
    [
      'moves a vertex twice',
      {
        kind: 'move',
        vertices: [
          { from: [10, 5], to: [9, 5] },
          { from: [10, 5], to: [11, 5] },
        ],
      },
      'place-taken',
    ],
    [
      'gives what lies beside no border',
      {
        kind: 'give',
        border: [
          [0, 0],
          [10, 10],
        ],
        to: 'b',
      },
      'no-border',
    ],
    [
      'puts a vertex into no border',
      {
        kind: 'insert',
        border: [
          [0, 0],
          [10, 10],
        ],
        at: [5, 5],
      },
      'no-border',
    ],
    [
      'puts a vertex into the outer border',
      {
        kind: 'insert',
        border: [
          [0, 0],
          [10, 0],
        ],
        at: [5, 0],
      },
      'outline-frozen',
    ],
    [
      'puts a vertex where one is',
      {
        kind: 'insert',
        border: [
          [10, 0],
          [10, 5],
        ],
        at: [10, 10],
      },
      'place-taken',
    ],
    ['deletes where borders meet', { kind: 'delete', at: [10, 10] }, 'junction'],
    ['deletes a corner of the outer border', { kind: 'delete', at: [0, 0] }, 'outline-frozen'],
    ['deletes a corner of a triangle', { kind: 'delete', at: [5, 15] }, 'ring-too-short'],
    [
      'reshapes past a junction',
      {
        kind: 'reshape',
        along: [
          [10, 5],
          [10, 10],
          [0, 10],
        ],
        through: [],
      },
      'junction',
    ],
    ['reshapes nothing', { kind: 'reshape', along: [[10, 5]], through: [] }, 'no-border'],
    [
      'reshapes twice through one place',
      {
        kind: 'reshape',
        along: [
          [10, 0],
          [10, 5],
        ],
        through: [
          [9, 3],
          [9, 3],
        ],
      },
      'place-taken',
    ],
    [
      'reshapes a side of an island over the other one',
      {
        kind: 'reshape',
        along: [
          [4, 13],
          [5, 15],
          [6, 13],
        ],
        through: [],
      },
      'ring-too-short',
    ],
    ['splits along no line', split([]), 'does-not-split'],
    [
      'draws an island of two points',
      split([
        [3, 3],
        [6, 6],
        [3, 3],
      ]),
      'ring-too-short',
    ],
    [
      'draws an island that begins at no number',
      split([
        [Number.NaN, 3],
        [4, 3],
        [4, 5],
        [Number.NaN, 3],
      ]),
      'bad-place',
    ],
    [
      'draws an island on one line',
      split([
        [3, 3],
        [5, 3],
        [7, 3],
        [3, 3],
      ]),
      'does-not-split',
    ],
    [
      'splits along a border',
      split([
        [10, 0],
        [10, 5],
      ]),
      'does-not-split',
    ],
    [
      'splits from the shell to an island',
      split([
        [10, 10],
        [6, 13],
      ]),
      'does-not-split',
    ],
    [
      'starts a split inside',
      split([
        [3, 3],
        [10, 5],
      ]),
      'no-vertex',
    ],
    [
      'splits by a line that crosses itself',
      split([
        [10, 5],
        [18, 8],
        [18, 2],
        [12, 9],
        [20, 10],
      ]),
      'crosses',
    ],
    [
      'splits by a line that leaves and comes back',
      split([
        [10, 5],
        [15, 5],
        [15, 15],
        [20, 10],
      ]),
      'crosses',
    ],
    [
      'splits through a vertex',
      split([
        [10, 0],
        [12, 4],
        [10, 5],
        [15, 8],
        [20, 10],
      ]),
      'place-taken',
    ],
    [
      'draws an island across a border',
      split([
        [9, 2],
        [12, 2],
        [9, 4],
        [9, 2],
      ]),
      'crosses',
    ],
    [
      'gives a piece to a grid that is not there',
      split(
        [
          [10, 5],
          [20, 10],
        ],
        'x',
      ),
      'unknown-grid',
    ],
    [
      'gives a piece to a grid of a higher level',
      split(
        [
          [10, 5],
          [20, 10],
        ],
        'S',
      ),
      'wrong-level',
    ],
    [
      'dissolves what parts two grids',
      {
        kind: 'dissolve',
        border: [
          [10, 0],
          [10, 5],
        ],
      },
      'parts-grids',
    ],
    ['merges different levels', { kind: 'merge', from: 'a', into: 'S' }, 'wrong-level'],
    ['merges a grid with itself', { kind: 'merge', from: 'a', into: 'a' }, 'same-grid'],
    ['puts a grid below its sister', { kind: 'reparent', grid: 'a', parent: 'b' }, 'wrong-level'],
    ['puts a grid below nothing known', { kind: 'reparent', grid: 'a', parent: 'x' }, 'unknown-grid'],
    ['creates a code twice', { kind: 'create', grid: grid('a', 'block', 'S') }, 'code-taken'],
    ['creates a level of another city', { kind: 'create', grid: grid('x', 'yard', 'S') }, 'wrong-level'],
    ['retires a grid with faces', { kind: 'retire', grid: 'a' }, 'not-empty'],
    ['retires a grid with children', { kind: 'retire', grid: 'S' }, 'not-empty'],
    ['takes the code of another', { kind: 'rename', grid: 'a', code: 'b', name: { zh: '乙' } }, 'code-taken'],
  ])('%s: is refused and changes nothing', (_, operation, code) => {
    const boundaries = town()
    const before = contentHash(written(boundaries))
    expect(plan(boundaries, operation).refusal?.code).toBe(code)
    expect(contentHash(written(boundaries))).toBe(before)
  })

  it('would join a face to itself in a point: refused', () => {
    const pocket = [
      face('u', [0, 0, 30, 0, 30, 20, 20, 20, 20, 15, 20, 10, 10, 10, 10, 20, 0, 20]),
      face('u', [10, 10, 20, 15, 10, 20]),
      face('j', [10, 20, 20, 15, 20, 20]),
      face('k', [10, 10, 20, 10, 20, 15]),
    ]
    const blocks = ['u', 'j', 'k'].map(code => grid(code, 'block', 'S'))
    const boundaries = new Boundaries(pocket, [grid('S', 'street', null), ...blocks], levels)
    const { refusal } = plan(boundaries, {
      kind: 'dissolve',
      border: [
        [10, 10],
        [10, 20],
      ],
    })
    expect(refusal).toEqual({ code: 'touches-itself', at: [20, 15], grids: ['u'] })
  })

  it('would lose an island without the rule for enclaves', () => {
    const { enclavesInside: _, ...others } = faceRules
    const boundaries = town()
    const { patch } = plan(boundaries, move([10, 10], [5, 18]), Object.values(others))
    expect(patch).toBeDefined()
    if (patch !== undefined) boundaries.apply(patch)
    expect(checkCoverage(written(boundaries).faces).faults).toMatchObject([
      { code: 'hole-outside', grids: ['c'] },
    ])
  })
})

describe('a legal operation', () => {
  it.each<[string, Operation, Record<string, bigint>]>([
    ['moves a border for both sides', move([10, 5], [12, 5]), { a: 220n, b: 180n }],
    [
      'cuts a face',
      split([
        [10, 5],
        [20, 10],
      ]),
      { b: 150n, d: 54n },
    ],
    [
      'cuts along a chord with a bend',
      split([
        [10, 0],
        [14, 5],
        [20, 10],
      ]),
      { b: 110n, d: 94n },
    ],
    [
      'draws an island',
      split([
        [2, 2],
        [4, 2],
        [2, 4],
        [2, 2],
      ]),
      { a: 196n, d: 8n },
    ],
    [
      'draws an island the other way round',
      split([
        [2, 2],
        [2, 4],
        [4, 2],
        [2, 2],
      ]),
      { a: 196n, d: 8n },
    ],
    [
      'draws a ring around an island',
      split(
        [
          [3, 12],
          [7, 12],
          [5, 18],
          [3, 12],
        ],
        'a',
      ),
      { a: 220n, c: 376n, d: 4n },
    ],
    [
      'gives an island to its surroundings',
      {
        kind: 'give',
        border: [
          [4, 13],
          [6, 13],
        ],
        to: 'c',
      },
      { c: 400n },
    ],
    ['merges neighbours', { kind: 'merge', from: 'b', into: 'a' }, { a: 400n }],
    [
      'draws a border anew',
      {
        kind: 'reshape',
        along: [
          [10, 0],
          [10, 5],
          [10, 10],
        ],
        through: [
          [8, 3],
          [8, 7],
        ],
      },
      { a: 172n, b: 228n },
    ],
    ['takes a vertex out', { kind: 'delete', at: [10, 5] }, { a: 200n, b: 200n }],
  ])('%s', (_, operation, areas) => {
    const boundaries = town()
    const { patch } = plan(boundaries, operation)
    if (patch === undefined) throw new Error('refused')
    boundaries.apply(patch)
    const { faces: after } = written(boundaries)
    const report = checkCoverage(after)
    expect(report).toMatchObject({ faults: [], gaps: [], twiceAreaOfUnion: 800n, twiceAreaOfFaces: 800n })
    for (const [code, area] of Object.entries(areas))
      expect([code, areaOf(after, code)]).toEqual([code, area])
  })

  it('dissolves the border between two faces of one grid, an enclave into its surroundings too', () => {
    const boundaries = town()
    const run = (operation: Operation) => {
      const { patch, refusal } = plan(boundaries, operation)
      if (patch === undefined) throw new Error(refusal.code)
      boundaries.apply(patch)
    }
    run({ kind: 'merge', from: 'd', into: 'c' })
    run({
      kind: 'dissolve',
      border: [
        [4, 13],
        [6, 13],
      ],
    })
    run({ kind: 'merge', from: 'b', into: 'a' })
    run({
      kind: 'dissolve',
      border: [
        [10, 0],
        [10, 5],
      ],
    })
    expect(written(boundaries).faces.map(({ grid: code, rings }) => [code, rings.length])).toEqual([
      ['a', 1],
      ['c', 1],
    ])
    expect(boundaries.vertexAt([10, 5])).toBeUndefined()
  })
})

function areaOf(all: readonly Face[], code: string): bigint {
  return all
    .filter(each => each.grid === code)
    .reduce((sum, each) => sum + checkCoverage([each]).twiceAreaOfFaces, 0n)
}

function face(code: string, ...rings: number[][]): Face {
  return { grid: code, rings: rings.map(ring => Int32Array.from(ring)) }
}

function grid(code: string, level: string, parent: string | null): TopologyGrid {
  return { code, level, parent, name: { zh: code } }
}
