import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceMeters } from './distance.ts'
import { createNearestFinder, type Site } from './nearest.ts'

const lon = fc.double({ min: 116.3, max: 117.3, noNaN: true })
const lat = fc.double({ min: 32.2, max: 33.1, noNaN: true })
const sites = fc
  .array(fc.record({ lon, lat }), { minLength: 1, maxLength: 40 })
  .map(places =>
    places.map((place, i): Site => ({ ...place, code: `c${String(i * 7919).padStart(7, '0')}` })),
  )

describe('nearest', () => {
  it('finds a site that no other beats, by the haversine formula', () => {
    const anywhere = fc.tuple(fc.oneof(lon, fc.double({ min: -180, max: 180, noNaN: true })), lat)
    fc.assert(
      fc.property(sites, fc.array(anywhere, { minLength: 1, maxLength: 50 }), (all, points) => {
        const { nearest } = createNearestFinder(all)
        for (const [x, y] of points) {
          const found = nearest(x, y)
          const distances = all.map(site => distanceMeters(x, y, site.lon, site.lat))
          // haversine itself is good to some 10 nanometres here, and to centimetres at the antipode
          const spare = 1e-6 + 1e-8 * Math.min(...distances)
          expect(distances[found?.site ?? -1]).toBeLessThanOrEqual(Math.min(...distances) + spare)
          expect(found?.distanceMeters).toBeCloseTo(Math.min(...distances), 2)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('answers the same with and without bins, on a lattice full of ties', () => {
    const lattice: Site[] = Array.from({ length: 100 }, (_, i) => ({
      code: `z${99 - i}`.padStart(4, '0'),
      lon: 117 + (i % 10) / 64,
      lat: 32 + Math.floor(i / 10) / 64,
    }))
    const { nearest, nearestFew } = createNearestFinder(lattice)
    for (let x = -4; x <= 44; x++) {
      for (let y = -4; y <= 44; y++) {
        const place = [117 + x / 256, 32 + y / 256] as const
        expect(nearest(...place)).toEqual(nearestFew(...place, 1)[0])
      }
    }
  })

  it('gives a tie to the lowest code', () => {
    const { nearest } = createNearestFinder([
      { code: 'b', lon: 117, lat: 32 },
      { code: 'a', lon: 117, lat: 32 },
      { code: 'c', lon: 117, lat: 32 },
    ])
    expect(nearest(117.1, 32.1)?.site).toBe(1)
  })

  it('knows a measured distance: one degree of latitude is 111.195 km', () => {
    const { nearest } = createNearestFinder([{ code: 'a', lon: 117, lat: 32 }])
    expect(nearest(117, 33)?.distanceMeters).toBeCloseTo(111_195.08, 1)
  })

  it('has no answer without sites or without a place', () => {
    expect(createNearestFinder([]).nearest(117, 32)).toBeNull()
    const { nearest, nearestFew } = createNearestFinder([{ code: 'a', lon: 117, lat: 32 }])
    expect(nearest(Number.NaN, 32)).toBeNull()
    expect(nearest(117, 91)).toBeNull()
    expect(nearestFew(Number.NaN, 32, 3)).toEqual([])
  })

  it('lists few sites nearest first and answers in batches as one by one', () => {
    const all = ['d', 'c', 'b', 'a'].map((code, i) => ({ code, lon: 117 + i / 10, lat: 32 }))
    const { nearest, nearestFew, nearestMany } = createNearestFinder(all)
    expect(nearestFew(117.31, 32, 3).map(found => found.site)).toEqual([3, 2, 1])
    const points = Float64Array.of(117.04, 32, 117.26, 32.1, Number.NaN, 0)
    const found = new Int32Array(3)
    const meters = new Float64Array(3)
    nearestMany(points, found, meters)
    expect([...found]).toEqual([0, 3, -1])
    expect(meters[1]).toBe(nearest(117.26, 32.1)?.distanceMeters)
    expect(meters[2]).toBe(Infinity)
  })
})
