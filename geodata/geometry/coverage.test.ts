import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CoverageFaultCode, checkCoverage } from './coverage.ts'
import { type Face, sideOfFace } from './face.ts'
import { uglyCoverage } from './testing/ugly-coverage.ts'

const face = (grid: string, ...rings: number[][]): Face => ({
  grid,
  rings: rings.map(ring => Int32Array.from(ring)),
})
const square = (grid: string, x: number, y: number, side: number) =>
  face(grid, [x, y, x + side, y, x + side, y + side, x, y + side])
const codes = (faces: Face[]): CoverageFaultCode[] =>
  [...new Set(checkCoverage(faces).faults.map(f => f.code))].sort()

describe('checkCoverage', () => {
  it('finds nothing wrong with two neighbours, and counts them', () => {
    const report = checkCoverage([square('a', 0, 0, 4), square('b', 4, 0, 4)])
    expect(report).toEqual({
      faces: 2,
      vertices: 6,
      edges: 7,
      oneSided: 6,
      parts: 1,
      gaps: [],
      twiceAreaOfUnion: 64n,
      twiceAreaOfFaces: 64n,
      faults: [],
    })
  })

  it('takes an enclave in its hole for sound, and the empty hole for a gap', () => {
    const around = face('a', [0, 0, 9, 0, 9, 9, 0, 9], [3, 3, 3, 6, 6, 6, 6, 3])
    expect(checkCoverage([around, square('b', 3, 3, 3)])).toMatchObject({ faults: [], gaps: [], parts: 1 })
    expect(checkCoverage([around]).gaps).toEqual([{ at: [3e-7, 3e-7], twiceArea: 18n }])
  })

  it.each<[string, Face[], CoverageFaultCode[]]>([
    ['a ring of two points', [face('a', [0, 0, 5, 5])], ['ring-too-short', 'spike', 'wrong-direction']],
    ['the same point twice in a row', [face('a', [0, 0, 5, 0, 5, 0, 5, 5])], ['repeated-point']],
    [
      'a figure of eight that touches in a point',
      [face('a', [0, 0, 4, 0, 2, 2, 4, 4, 0, 4, 2, 2])],
      ['touches-itself'],
    ],
    ['a bow-tie', [face('a', [0, 0, 4, 4, 4, 0, 0, 6])], ['crossing']],
    ['a clockwise shell', [face('a', [0, 0, 0, 4, 4, 4, 4, 0])], ['wrong-direction']],
    [
      'a hole with the direction of a shell',
      [face('a', [0, 0, 9, 0, 9, 9, 0, 9], [3, 3, 6, 3, 6, 6, 3, 6])],
      ['wrong-direction'],
    ],
    ['a spike', [face('a', [0, 0, 4, 0, 4, 4, 8, 8, 4, 4, 0, 4])], ['spike', 'touches-itself']],
    ['a T-junction', [square('a', 0, 0, 4), square('b', 4, 0, 2), square('c', 4, 2, 2)], ['vertex-on-edge']],
    ['an overlap that crosses', [square('a', 0, 0, 4), square('b', 2, 2, 4)], ['crossing']],
    ['one face within another', [square('a', 0, 0, 9), square('b', 3, 3, 3)], ['overlap']],
    ['the same face twice', [square('a', 0, 0, 4), square('b', 0, 0, 4)], ['doubled-edge']],
    [
      'an overlap by one unit',
      [square('a', 0, 0, 4), face('b', [3, 0, 8, 0, 8, 4, 3, 4])],
      ['vertex-on-edge'],
    ],
    [
      'a hole beside its shell, with a face that covers its place twice',
      [
        face('a', [0, 0, 4, 0, 4, 9, 0, 9], [6, 3, 6, 6, 8, 6, 8, 3]),
        square('b', 4, 0, 9),
        face('c', [6, 3, 8, 3, 8, 6, 6, 6]),
      ],
      ['hole-outside'],
    ],
    [
      'a hole that touches the shell',
      [face('a', [0, 0, 9, 0, 9, 9, 0, 9], [0, 0, 3, 6, 6, 3])],
      ['touches-itself'],
    ],
  ])('sees %s', (_, faces, expected) => {
    expect(codes(faces)).toEqual(expected)
  })

  it('names place and grids', () => {
    const [fault] = checkCoverage([square('a', 0, 0, 4), square('b', 4, 0, 2), square('c', 4, 2, 2)]).faults
    expect(fault).toMatchObject({ code: 'vertex-on-edge', at: [4e-7, 2e-7] })
    expect(fault?.grids).toContain('a')
  })

  it('refuses an extent in which it would not be exact', () => {
    expect(() => checkCoverage([square('a', 0, 0, 1), square('b', 94_000_000, 0, 1)])).toThrow(
      'extent-too-wide',
    )
  })

  it('accepts ugly but sound coverages', () => {
    fc.assert(
      fc.property(uglyCoverage, ({ faces }) => {
        const report = checkCoverage(faces)
        // an owner's cells may meet in a corner, and then one face does touch itself
        expect(report.faults.filter(fault => fault.code !== 'touches-itself')).toEqual([])
        expect(report.twiceAreaOfUnion).toBe(report.twiceAreaOfFaces)
      }),
    )
  })

  it('never calls a coverage sound in which a place belongs to two faces', () => {
    const shift = fc.record({
      face: fc.nat(),
      point: fc.nat(),
      dx: fc.integer({ min: -4, max: 4 }),
      dy: fc.integer({ min: -4, max: 4 }),
    })
    let overlapping = 0
    fc.assert(
      fc.property(uglyCoverage, fc.array(shift, { minLength: 1, maxLength: 3 }), ({ faces }, shifts) => {
        fc.pre(faces.length > 0)
        const moved = faces.map(({ grid, rings }) => ({
          grid,
          rings: rings.map(ring => ring.map(c => c * 3)),
        }))
        for (const { face: f, point, dx, dy } of shifts) {
          const ring = moved[f % moved.length]?.rings[0] as Int32Array
          const at = 2 * (point % (ring.length / 2))
          ring[at] = (ring[at] as number) + dx
          ring[at + 1] = (ring[at + 1] as number) + dy
        }
        if (!hasDoubleCover(moved)) return
        overlapping++
        expect(checkCoverage(moved).faults).not.toEqual([])
      }),
      { numRuns: 150 },
    )
    expect(overlapping).toBeGreaterThan(20)
  })
})

function hasDoubleCover(faces: readonly Face[]): boolean {
  for (let x = -10; x <= 84; x++) {
    for (let y = -10; y <= 84; y++) {
      if (faces.filter(f => sideOfFace(f, x, y) > 0).length > 1) return true
    }
  }
  return false
}
