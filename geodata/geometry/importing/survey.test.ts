import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkCoverage } from '../coverage.ts'
import { canonicalFace, type Face, polygonFromFace, twiceAreaOfFace } from '../face.ts'
import { outlineOf } from '../outline.ts'
import { buildPartition } from '../partition.ts'
import { uglyCoverage } from '../testing/ugly-coverage.ts'
import { type Choices, isChosen, type Repair } from './fault.ts'
import type { SourceShape } from './round-shapes.ts'
import { type Survey, survey } from './survey.ts'

const options = { outline: null, snapMeters: 0.02, sliverMeters: 0.5 }
const none: Choices = new Map()

/** A square of some units at a place of a city; ten units are 11 cm. */
const square = (x: number, y: number, side: number): number[][] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
]
const origin = [117.0, 32.6] as const
const degrees = (rings: number[][][]): Float64Array[] =>
  rings.map(ring =>
    Float64Array.from(ring.flatMap(([x = 0, y = 0]) => [origin[0] + x / 1e7, origin[1] + y / 1e7])),
  )
const shape = (grid: string, row: number, ...polygons: number[][][][]): SourceShape => ({
  grid,
  row,
  polygons: polygons.map(degrees),
})
const codes = ({ faults }: Survey) => faults.map(({ code }) => code)
const areas = ({ faces }: Survey) => {
  const out: Record<string, bigint> = {}
  for (const face of faces) out[face.grid] = (out[face.grid] ?? 0n) + twiceAreaOfFace(face) / 2n
  return out
}
const soundFaults = (faces: readonly Face[]) => checkCoverage(faces).faults

describe('what tiles stays as it is', () => {
  test('random ugly coverages come back byte for byte, with no fault', () => {
    fc.assert(
      fc.property(uglyCoverage, ({ faces }) => {
        const report = checkCoverage(faces)
        fc.pre(report.faults.length === 0 && report.gaps.length === 0)
        const back = survey(faces.map(sourceOf), none, { ...options, snapMeters: 0 })
        expect(back.faults).toEqual([])
        expect(back.faces).toEqual(faces)
      }),
      { numRuns: 100 },
    )
  })

  test('an outline that is filled is no fault, whatever holes it has', () => {
    const ring = [square(0, 0, 3000), square(1000, 1000, 1000)]
    const faces = survey([shape('a', 1, ring)], none, options)
    expect(codes(faces)).toEqual(['gap'])
    const outline = outlineOf(buildPartition([canonicalFace({ grid: 'a', rings: ring.map(unitsOf) })]), [0])
    const within = survey([shape('a', 1, ring)], none, { ...options, outline })
    expect(codes(within)).toEqual([])
  })
})

describe('what does not tile is told with place and m², and mended as chosen', () => {
  const gapped = [shape('a', 1, [square(0, 0, 10_000)]), shape('b', 2, [square(10_500, 0, 10_000)])]
  const lid = shape('c', 3, [
    [
      [0, 10_000],
      [20_500, 10_000],
      [20_500, 20_000],
      [0, 20_000],
      [0, 10_000],
    ],
  ])
  const floor = shape('d', 4, [
    [
      [0, -10_000],
      [20_500, -10_000],
      [20_500, 0],
      [0, 0],
      [0, -10_000],
    ],
  ])

  test('a gap goes to the neighbour that is chosen, else to the one with the longest border', () => {
    const all = [...gapped, lid, floor]
    const first = survey(all, none, { ...options, sliverMeters: 0 })
    const gap = first.faults.find(({ code }) => code === 'gap')
    expect(gap?.squareMeters).toBeCloseTo(10_000 * 500 * 0.0093886 * 0.01108896, 0)
    expect(gap?.repairs.map(repair => ('to' in repair ? repair.to : repair.kind))).toEqual([
      'a',
      'b',
      'c',
      'd',
      'leave',
    ])
    expect(areas(first).a).toBe(10_500n * 10_000n)
    const chosen = survey(all, choose(first, 'gap', { kind: 'give', to: 'b' }), {
      ...options,
      sliverMeters: 0,
    })
    expect(areas(chosen).b).toBe(10_500n * 10_000n)
    expect(soundFaults(chosen.faces)).toEqual([])
    const left = survey(all, choose(first, 'gap', { kind: 'leave' }), { ...options, sliverMeters: 0 })
    expect(checkCoverage(left.faces).gaps).toHaveLength(1)
    expect(soundFaults(left.faces)).toEqual([])
  })

  test('a narrow one is a sliver', () => {
    expect(codes(survey([...gapped, lid, floor], none, { ...options, sliverMeters: 10 }))).toContain(
      'gap-sliver',
    )
  })

  test('an overlap belongs to both until somebody says whose it is', () => {
    const both = [shape('a', 1, [square(0, 0, 10_000)]), shape('b', 2, [square(9_000, 100, 10_000)])]
    const first = survey(both, none, options)
    expect(codes(first)).toEqual(['overlap'])
    expect(first.faults[0]).toMatchObject({ grids: ['a', 'b'], rows: [1, 2] })
    expect(first.faults[0]?.squareMeters).toBeCloseTo(1000 * 9900 * 0.0093886 * 0.01108896, 0)
    for (const [to, other] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const given = survey(both, choose(first, 'overlap', { kind: 'give', to }), options)
      expect(areas(given)[to]).toBe(100_000_000n)
      expect(areas(given)[other]).toBe(100_000_000n - 9_900_000n)
      expect(soundFaults(given.faces)).toEqual([])
    }
  })

  test('a shape that is there twice leaves nothing for the second', () => {
    const twice = survey(
      [shape('a', 1, [square(0, 0, 5000)]), shape('b', 2, [square(0, 0, 5000)])],
      none,
      options,
    )
    expect(codes(twice)).toEqual(['overlap', 'nothing-left'])
    expect(twice.faults[1]).toMatchObject({ grids: ['b'], rows: [2] })
  })

  test('a neighbour that lacks a vertex gets it; one unit aside too', () => {
    for (const aside of [0, 1, -1]) {
      const low = shape('a', 1, [square(0, 0, 9000)])
      const high = shape('b', 2, [
        [
          [0, 9000],
          [4500, 9000 + aside],
          [9000, 9000],
          [9000, 18_000],
          [0, 18_000],
          [0, 9000],
        ],
      ])
      const joined = survey([low, high], none, options)
      expect(codes(joined)).toEqual(['missing-vertex'])
      expect(soundFaults(joined.faces)).toEqual([])
      expect(checkCoverage(joined.faces).oneSided).toBe(6)
    }
  })

  test('vertices next to each other become one', () => {
    const low = shape('a', 1, [square(0, 0, 9000)])
    const high = shape('b', 2, [square(0, 9000, 9000).map(([x = 0, y = 0]) => [x, y === 9000 ? y + 1 : y])])
    const joined = survey([low, high], none, options)
    expect(codes(joined)).toEqual(['loose-vertex'])
    expect(soundFaults(joined.faces)).toEqual([])
  })

  test('within a city the rest of it is a gap, and what is beyond it is cut off', () => {
    const outline = [[unitsOf(square(0, 0, 20_000))]]
    const found = survey([shape('a', 1, [square(-1000, 0, 11_000)])], none, { ...options, outline })
    expect(new Set(codes(found))).toEqual(new Set(['beyond-outline', 'gap', 'missing-vertex']))
    expect(areas(found)).toEqual({ a: 400_000_000n })
    expect(checkCoverage(found.faces)).toMatchObject({ faults: [], parts: 1 })
  })
})

describe('rings', () => {
  const cases: [name: string, input: SourceShape, expected: string[], area: bigint | undefined][] = [
    [
      'a bow-tie',
      shape('a', 1, [
        [
          [0, 0],
          [1000, 1000],
          [1000, 0],
          [0, 1000],
          [0, 0],
        ],
      ]),
      ['crosses-itself'],
      500_000n,
    ],
    [
      'a spike',
      shape('a', 1, [
        [
          [0, 0],
          [1000, 0],
          [3000, 0],
          [1000, 0],
          [1000, 1000],
          [0, 1000],
          [0, 0],
        ],
      ]),
      ['spike'],
      1_000_000n,
    ],
    ['an unclosed ring', shape('a', 1, [square(0, 0, 1000).slice(0, -1)]), ['unclosed-ring'], 1_000_000n],
    [
      'a hole outside',
      shape('a', 1, [square(0, 0, 1000), square(5000, 0, 100)]),
      ['hole-outside'],
      1_000_000n,
    ],
    [
      'a ring of two points',
      shape('a', 1, [
        [
          [0, 0],
          [9, 9],
          [0, 0],
        ],
      ]),
      ['ring-too-short'],
      undefined,
    ],
    ['no polygon', { grid: 'a', row: 1, polygons: null }, ['not-a-polygon'], undefined],
    ['an empty geometry', { grid: 'a', row: 1, polygons: [] }, ['empty-geometry'], undefined],
    ['a shell with the winding of a hole', shape('a', 1, [square(0, 0, 1000).reverse()]), [], 1_000_000n],
    [
      'a hole with the winding of a shell',
      shape('a', 1, [square(0, 0, 1000), square(100, 100, 300)]),
      ['gap'],
      1_000_000n,
    ],
    [
      'an isthmus without width',
      shape('a', 1, [
        [
          [0, 0],
          [1000, 0],
          [1000, 500],
          [3000, 500],
          [3000, 0],
          [4000, 0],
          [4000, 1000],
          [3000, 1000],
          [3000, 500],
          [1000, 500],
          [1000, 1000],
          [0, 1000],
          [0, 0],
        ],
      ]),
      ['spike'],
      2_000_000n,
    ],
    ['an exclave', shape('a', 1, [square(0, 0, 1000)], [square(5000, 0, 1000)]), [], 2_000_000n],
    [
      'a sliver one unit wide',
      shape('a', 1, [
        [
          [0, 0],
          [9000, 0],
          [9000, 1],
          [0, 1],
          [0, 0],
        ],
      ]),
      ['loose-vertex', 'spike', 'nothing-left'],
      undefined,
    ],
    [
      'a figure of eight',
      shape('a', 1, [
        [
          [0, 0],
          [1000, 1000],
          [2000, 0],
          [2000, 2000],
          [1000, 1000],
          [0, 2000],
          [0, 0],
        ],
      ]),
      [],
      2_000_000n,
    ],
  ]
  test.each(cases)('%s', (_, input, expected, area) => {
    const found = survey([input], none, options)
    expect(codes(found)).toEqual(expected)
    expect(areas(found).a).toBe(area)
    expect(soundFaults(found.faces)).toEqual([])
    expect(found.faults.every(({ code, grids }) => code === 'loose-vertex' || grids[0] === 'a')).toBe(true)
  })

  test('a hole that touches its shell in a point: the face is cut in two', () => {
    const hole = [
      [0, 0],
      [2000, 1000],
      [1000, 2000],
      [0, 0],
    ]
    const found = survey([shape('a', 1, [square(0, 0, 5000), hole]), shape('b', 2, [hole])], none, options)
    expect(codes(found)).toEqual(['touches-itself'])
    expect(soundFaults(found.faces)).toEqual([])
    expect(areas(found)).toEqual({ a: 25_000_000n - 1_500_000n, b: 1_500_000n })
    expect(found.faces).toHaveLength(3)
  })

  test('numbers that are none are left out and told; decimals beyond seven are counted', () => {
    const ring = Float64Array.from([
      117,
      32,
      117.1,
      32,
      Number.NaN,
      32.05,
      117.100000049,
      32.1,
      117,
      32.1,
      117,
      32,
    ])
    const found = survey([{ grid: 'a', row: 7, polygons: [[ring]] }], none, options)
    expect(found.faults).toMatchObject([{ code: 'bad-coordinate', rows: [7], count: 1 }])
    expect(found.rounding).toMatchObject({ moved: 1, repeated: 0 })
    expect(found.rounding.farthest).toBeCloseTo(4.9e-8, 9)
  })

  test('points that are there twice in a row are taken once, and counted', () => {
    const twice = square(0, 0, 1000).flatMap(point => [point, point])
    const found = survey([shape('a', 1, [twice])], none, options)
    expect(found.faults).toEqual([])
    expect(found.rounding.repeated).toBe(5)
    expect(found.faces[0]?.rings[0]).toHaveLength(8)
  })

  test('wider than can be computed exactly is refused', () => {
    const wide = Float64Array.from([-179, 0, 179, 0, 179, 1, -179, 1, -179, 0])
    expect(() => survey([{ grid: 'a', row: 1, polygons: [[wide]] }], none, options)).toThrow(
      'extent-too-wide',
    )
  })

  test('a ring of 100,000 vertices', () => {
    const n = 100_000
    const ring = Float64Array.from({ length: 2 * n }, (_, i) => {
      const angle = (2 * Math.PI * (i >> 1)) / n
      const far = 0.2 + 0.01 * Math.sin(angle * 400)
      return i % 2 === 0 ? 117 + far * Math.cos(angle) : 32.6 + far * Math.sin(angle)
    })
    const found = survey(
      [{ grid: 'a', row: 1, polygons: [[Float64Array.from([...ring, ...ring.slice(0, 2)])]] }],
      none,
      options,
    )
    expect(found.faces[0]?.rings[0]?.length).toBe(2 * n)
    expect(found.faults).toEqual([])
  })
})

/** Shapes thrown anywhere: whatever comes in, what comes out tiles. */
test('random shapes over each other always end as a sound coverage, and every choice is honoured', () => {
  const point = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }))
  const ring = fc.array(point, { minLength: 3, maxLength: 7 })
  const pile = fc.array(ring, { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(pile, fc.nat(), (rings, seed) => {
      const shapes = rings.map((places, i) =>
        shape(`g${i}`, i + 1, [[...places, places[0] as [number, number]]]),
      )
      const exact = { outline: null, snapMeters: 0, sliverMeters: 0 }
      const first = survey(shapes, none, exact)
      expect(untold(first)).toEqual([])
      const choices = new Map(
        first.faults.flatMap(({ id, repairs }) => {
          const repair = repairs[seed % Math.max(1, repairs.length)]
          return repair === undefined ? [] : [[id, repair] as const]
        }),
      )
      const again = survey(shapes, choices, exact)
      expect(untold(again)).toEqual([])
      for (const fault of first.faults)
        if (/gap|overlap/.test(fault.code)) expect(isChosen(fault, choices)).toBe(true)
    }),
    { numRuns: 60 },
  )
})

/** A face that touches itself and cannot be cut by one line is told without a repair: it cannot be imported. */
function untold({ faces, faults }: Survey) {
  const known = new Set(faults.filter(({ repairs }) => repairs.length === 0).flatMap(({ grids }) => grids))
  return soundFaults(faces).filter(
    ({ code, grids }) => code !== 'touches-itself' || !known.has(grids[0] ?? ''),
  )
}

function choose({ faults }: Survey, code: string, repair: Repair): Choices {
  return new Map(faults.filter(fault => fault.code === code).map(({ id }) => [id, repair]))
}

function unitsOf(ring: number[][]): Int32Array {
  return Int32Array.from(
    ring
      .slice(0, -1)
      .flatMap(([x = 0, y = 0]) => [Math.round(origin[0] * 1e7) + x, Math.round(origin[1] * 1e7) + y]),
  )
}

function sourceOf(face: Face, i: number): SourceShape {
  return {
    grid: face.grid,
    row: i + 1,
    polygons: [polygonFromFace(face).map(ring => Float64Array.from(ring.flat()))],
  }
}
