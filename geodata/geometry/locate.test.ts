import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Face, sideOfFace } from './face.ts'
import { createLocator, KINDS, type Place } from './locate.ts'
import { buildPartition, type Partition } from './partition.ts'
import { sideOfRing } from './ring.ts'
import { type UglyCoverage, uglyCoverage } from './testing/ugly-coverage.ts'
import { toDegrees } from './units.ts'

const face = (grid: string, ...rings: number[][]): Face => ({
  grid,
  rings: rings.map(ring => Int32Array.from(ring)),
})
const square = (grid: string, x: number, y: number, side: number) =>
  face(grid, [x, y, x + side, y, x + side, y + side, x, y + side])

/** Grids of a place in the order of the answer, instead of face numbers. */
function gridsOf(partition: Partition, place: Place): [Place['kind'], ...string[]] {
  const faces = place.kind === 'on-border' ? place.faces : place.kind === 'outside' ? [] : [place.face]
  return [place.kind, ...faces.map(f => partition.faces[f]?.grid ?? '?')]
}

/** Rasters from one cell for everything to one cell a unit. */
const rasterSizes = fc.constantFrom(1, 4, 16, 40, 1000)

describe('locate', () => {
  //  an enclave d in c, an exclave of b beyond c, four faces meeting at (10, 10), a gap right of c
  const partition = buildPartition([
    square('d', 14, 4, 2),
    face('c', [10, 0, 20, 0, 20, 10, 10, 10], [14, 4, 14, 6, 16, 6, 16, 4]),
    square('b', 0, 0, 10),
    square('a', 0, 10, 10),
    square('b', 10, 10, 10),
  ])
  it.each<[string, number, number, ReturnType<typeof gridsOf>]>([
    ['inside', 5, 5, ['inside', 'b']],
    ['inside the other face of the same grid', 15, 15, ['inside', 'b']],
    ['inside an enclave', 15, 5, ['inside', 'd']],
    ['around an enclave', 13, 5, ['inside', 'c']],
    ['on the border of an enclave', 14, 5, ['on-border', 'c', 'd']],
    ['on the corner of an enclave', 16, 6, ['on-border', 'c', 'd']],
    ['on a border of two', 10, 3, ['on-border', 'b', 'c']],
    ['on a junction of four faces', 10, 10, ['on-border', 'a', 'b', 'b', 'c']],
    ['on the outer border', 0, 3, ['on-border', 'b']],
    ['on the outer corner', 20, 20, ['on-border', 'b']],
    ['where two meet at the outer border', 0, 10, ['on-border', 'a', 'b']],
    ['outside', 21, 5, ['outside']],
    ['outside, in line with a border', -1, 10, ['outside']],
  ])('%s', (_, x, y, expected) => {
    for (const maxCells of [1, 7, 100, 10_000]) {
      const { locate } = createLocator(partition, { maxCells })
      expect(gridsOf(partition, locate(toDegrees(x), toDegrees(y)))).toEqual(expected)
    }
  })

  it('rounds to units before it judges', () => {
    const { locate } = createLocator(partition)
    expect(locate(toDegrees(10.4), toDegrees(3)).kind).toBe('on-border')
    expect(locate(toDegrees(10.6), toDegrees(3)).kind).toBe('inside')
    expect(locate(toDegrees(20.4), toDegrees(3)).kind).toBe('on-border')
    expect(locate(toDegrees(20.6), toDegrees(3)).kind).toBe('outside')
  })

  it('finds nothing at what is no coordinate', () => {
    const { locate } = createLocator(partition, { nearMeters: 1e9 })
    for (const [lon, lat] of [
      [Number.NaN, 5e-7],
      [5e-7, Number.NaN],
      [Infinity, 5e-7],
      [5e-7, -Infinity],
      [1e300, 1e300],
    ]) {
      expect(locate(lon as number, lat as number)).toEqual({ kind: 'outside' })
    }
  })

  it('of no faces finds nothing', () => {
    expect(createLocator(buildPartition([]), { nearMeters: 100 }).locate(0, 0)).toEqual({ kind: 'outside' })
  })

  it('refuses faces of which two lie on one side of an edge', () => {
    expect(() => createLocator(buildPartition([square('a', 0, 0, 4), square('b', 0, 0, 4)]))).toThrow(
      'overlapping-faces',
    )
  })

  it('agrees with brute force on every integer point of ugly coverages', () => {
    fc.assert(
      fc.property(uglyCoverage, rasterSizes, (coverage, maxCells) => {
        const ugly = buildPartition(coverage.faces)
        const { locate } = createLocator(ugly, { maxCells })
        for (let x = -3; x <= 27; x++) {
          for (let y = -3; y <= 27; y++) {
            const [kind, ...grids] = gridsOf(ugly, locate(toDegrees(x), toDegrees(y)))
            expect([kind, ...new Set(grids)], `${x}, ${y}`).toEqual(judge(coverage, x, y))
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('answers in batches as one by one', () => {
    fc.assert(
      fc.property(uglyCoverage, rasterSizes, ({ faces }, maxCells) => {
        const { locate, locateMany } = createLocator(buildPartition(faces), { nearMeters: 0.03, maxCells })
        const points: number[] = [Number.NaN, 0]
        for (let x = -5; x < 30; x++) for (let y = -5; y < 30; y++) points.push(toDegrees(x), toDegrees(y))
        const found = new Int32Array(points.length / 2)
        const kinds = new Uint8Array(points.length / 2)
        locateMany(Float64Array.from(points), found, kinds)
        found.forEach((f, i) => {
          const place = locate(points[2 * i] as number, points[2 * i + 1] as number)
          const first =
            place.kind === 'on-border' ? place.faces[0] : place.kind === 'outside' ? -1 : place.face
          expect([KINDS[kinds[i] as number], f]).toEqual([place.kind, first])
        })
      }),
      { numRuns: 30 },
    )
  })
})

/** Judges by the small cells, which know nothing of faces, holes or rasters. */
function judge(coverage: UglyCoverage, x: number, y: number): [Place['kind'], ...string[]] {
  const touching = coverage.cells.flatMap((ring, c) =>
    sideOfRing(ring, x, y) >= 0 ? [coverage.owners[c] ?? null] : [],
  )
  const grids = [...new Set(touching)].filter(owner => owner !== null).sort()
  if (grids.length === 0) return ['outside']
  return [coverage.faces.some(f => sideOfFace(f, x, y) === 0) ? 'on-border' : 'inside', ...grids]
}
