import { point, pointToLineDistance } from '@turf/turf'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { METERS_PER_DEGREE } from './distance.ts'
import { type Face, ringToDegrees } from './face.ts'
import { createLocator } from './locate.ts'
import { buildPartition, faceOf } from './partition.ts'
import { uglyCoverage } from './testing/ugly-coverage.ts'

/** Kilometre-sized faces at 32.6° north: one unit of the tiny coverages becomes some 100 m. */
const SCALE = 10_000
const enlarge = (faces: readonly Face[]): Face[] =>
  faces.map(({ grid, rings }) => ({
    grid,
    rings: rings.map(ring => ring.map((c, i) => c * SCALE + (i % 2 === 0 ? 1_170_000_000 : 326_000_000))),
  }))

describe('near', () => {
  it('gives a point outside to the nearest face, as turf measures it', () => {
    const anywhere = fc.double({ min: -10, max: 34, noNaN: true })
    fc.assert(
      fc.property(
        uglyCoverage,
        fc.array(fc.tuple(anywhere, anywhere), { maxLength: 30 }),
        fc.constantFrom(1, 50, 5000),
        ({ faces }, places, maxCells) => {
          const partition = buildPartition(enlarge(faces))
          const { locate } = createLocator(partition, { nearMeters: 500, maxCells })
          const lines = partition.faces.map(face => faceOf(partition, face).rings.map(ringToDegrees))
          for (const [x, y] of places) {
            const lon = 117 + (x * SCALE) / 1e7
            const lat = 32.6 + (y * SCALE) / 1e7
            const place = locate(lon, lat)
            if (place.kind === 'inside' || place.kind === 'on-border') continue
            const distances = lines.map(rings =>
              Math.min(...rings.map(coordinates => toLine(lon, lat, coordinates))),
            )
            const nearest = Math.min(Infinity, ...distances)
            if (place.kind === 'outside') expect(nearest).toBeGreaterThan(499)
            else {
              expect(place.distanceMeters).toBeLessThanOrEqual(500)
              expect(distances[place.face]).toBeCloseTo(place.distanceMeters, -0.5)
              expect(distances[place.face]).toBeLessThan(nearest * 1.001 + 0.1)
            }
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  const square = (grid: string, x: number, y: number): Face => ({
    grid,
    rings: [Int32Array.of(x, y, x + 9, y, x + 9, y + 9, x, y + 9)],
  })
  const unit = METERS_PER_DEGREE / 1e7

  it.each<[[string, string, string], number]>([
    [['a', 'b', 'c'], 0],
    [['b', 'a', 'c'], 1],
    [['b', 'c', 'a'], 2],
  ])(
    'gives a place before a corner that %s share to the lowest code, even if it has only the corner outside',
    ([left, middle, right], face) => {
      const triangle = (grid: string, x1: number, x2: number): Face => ({
        grid,
        rings: [Int32Array.of(0, 0, x1, -9, x2, -9)],
      })
      const partition = buildPartition([
        triangle(left, -9, -3),
        triangle(middle, -3, 3),
        triangle(right, 3, 9),
      ])
      for (const maxCells of [1, 1000]) {
        const place = createLocator(partition, { nearMeters: 1, maxCells }).locate(0, 2e-7)
        expect(place).toMatchObject({ kind: 'near', face })
        expect(place.kind === 'near' && place.distanceMeters).toBeCloseTo(2 * unit, 9)
      }
    },
  )

  it.each(['ab', 'ba'])('gives the middle of a slot between %s to the lowest code', codes => {
    const [west = '', east = ''] = codes
    const partition = buildPartition([square(west, 0, 0), square(east, 13, 0)])
    const place = createLocator(partition, { nearMeters: 1 }).locate(11e-7, 4e-7)
    expect(place).toMatchObject({ kind: 'near', face: codes.indexOf('a') })
  })

  it('ends exactly at its distance', () => {
    const partition = buildPartition([square('a', 0, 0)])
    expect(createLocator(partition, { nearMeters: 5.001 * unit }).locate(4e-7, 14e-7).kind).toBe('near')
    expect(createLocator(partition, { nearMeters: 4.999 * unit }).locate(4e-7, 14e-7).kind).toBe('outside')
    expect(createLocator(partition).locate(4e-7, 10e-7).kind).toBe('outside')
  })
})

function toLine(lon: number, lat: number, coordinates: number[][]): number {
  const line = { type: 'LineString' as const, coordinates }
  return pointToLineDistance(point([lon, lat]), line, { units: 'meters' })
}
