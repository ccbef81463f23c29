import { booleanPointInPolygon } from '@turf/turf'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalRing, onSegment, orientation, reversed, sideOfRing, twiceArea } from './ring.ts'
import { MAX_EXTENT } from './units.ts'

const square = Int32Array.of(0, 0, 10, 0, 10, 10, 0, 10)

/** Any corner of the world's largest allowed extent: products just below 2^53. */
const corner = fc.integer({ min: 0, max: MAX_EXTENT })

describe('orientation', () => {
  it('has the sign that whole-number arithmetic gives, at the largest extent', () => {
    const nearly = fc.tuple(
      corner,
      corner,
      corner,
      corner,
      fc.integer({ min: -3, max: 3 }),
      fc.nat({ max: 1000 }),
    )
    fc.assert(
      fc.property(nearly, ([ax, ay, bx, by, off, along]) => {
        const cx = Math.round(ax + ((bx - ax) * along) / 1000)
        const cy = Math.round(ay + ((by - ay) * along) / 1000) + off
        const exact = BigInt(bx - ax) * BigInt(cy - ay) - BigInt(by - ay) * BigInt(cx - ax)
        const sign = exact > 0n ? 1 : exact < 0n ? -1 : 0
        expect(Math.sign(orientation(ax, ay, bx, by, cx, cy)) + 0).toBe(sign)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('sideOfRing', () => {
  it.each([
    ['inside', 5, 5, 1],
    ['on an edge', 10, 3, 0],
    ['on a corner', 0, 10, 0],
    ['left of it', -1, 5, -1],
    ['in line with an edge, beyond its end', 11, 10, -1],
    ['level with a corner', -5, 0, -1],
    ['far away', 1_800_000_000, 5, -1],
    ['far away on the other side', -1_800_000_000, 5, -1],
  ])('%s', (_, x, y, side) => {
    expect(sideOfRing(square, x, y)).toBe(side)
    expect(sideOfRing(reversed(square), x, y)).toBe(side)
  })

  it('agrees with turf where turf is exact, on small whole numbers', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }))
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 8 }), point, (points, [x, y]) => {
        const ring = Int32Array.from(points.flat())
        const closed = [...points, points[0] as [number, number]]
        const polygon = { type: 'Polygon' as const, coordinates: [closed] }
        const within = booleanPointInPolygon([x, y], polygon, { ignoreBoundary: true })
        const covered = booleanPointInPolygon([x, y], polygon)
        expect(sideOfRing(ring, x, y)).toBe(within ? 1 : covered ? 0 : -1)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('twiceArea', () => {
  it('is exact for many points at the largest extent', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(corner, corner), { minLength: 3, maxLength: 40 }), points => {
        const sum = points.reduce((total, [ax, ay], i) => {
          const [bx, by] = points[(i + 1) % points.length] as [number, number]
          return total + BigInt(ax) * BigInt(by) - BigInt(ay) * BigInt(bx)
        }, 0n)
        expect(twiceArea(Int32Array.from(points.flat()))).toBe(sum)
      }),
    )
  })

  it('is positive counter-clockwise, negative clockwise', () => {
    expect(twiceArea(square)).toBe(200n)
    expect(twiceArea(reversed(square))).toBe(-200n)
  })
})

it('canonicalRing gives one spelling to all rotations of a ring', () => {
  const rotated = Int32Array.of(10, 10, 0, 10, 0, 0, 10, 0)
  expect(canonicalRing(rotated)).toEqual(canonicalRing(square))
  expect(canonicalRing(rotated)).toEqual(square)
})

it('onSegment includes both ends and nothing in line beyond them', () => {
  expect([0, 2, 4].map(x => onSegment(0, 0, 4, 2, x, x / 2))).toEqual([true, true, true])
  expect(onSegment(0, 0, 4, 2, 6, 3)).toBe(false)
  expect(onSegment(0, 0, 4, 2, -2, -1)).toBe(false)
})
