import { area, booleanPointInPolygon, featureCollection, intersect, point, polygon } from '@turf/turf'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalFace, type Face } from '../geometry/face.ts'
import { toUnits } from '../geometry/units.ts'
import { crosswalk } from './crosswalk.ts'

type Spot = [number, number]
const place = ([x, y]: Spot): Spot => [
  Math.round((117 + x / 1000) * 1e7) / 1e7,
  Math.round((32 + y / 1000) * 1e7) / 1e7,
]
const ring = (corners: Spot[]) => [...corners, corners[0] as Spot].map(place)
const square = (x: number, y: number, side: number): Spot[] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
]
const face = (grid: string, corners: Spot[]): Face =>
  canonicalFace({ grid, rings: [Int32Array.from(ring(corners).slice(0, -1).flat().map(toUnits))] })
const shape = (grid: string, row: number, corners: Spot[]) => ({
  grid,
  row,
  polygons: [[Float64Array.from(ring(corners).flat())]],
})

/** Four blocks of two streets. */
const blocks: [string, Spot[]][] = [
  ['A1', square(0, 0, 10)],
  ['A2', square(10, 0, 10)],
  ['B1', square(0, 10, 10)],
  ['B2', square(10, 10, 10)],
]
const faces = blocks.map(([grid, corners]) => face(grid, corners))

test('an area over two streets and beyond: ground and places are shared, what is left is told too', () => {
  const areas = [shape('P', 1, square(5, 5, 20))]
  const places = Float64Array.from(
    ([[6, 6], [6, 12], [7, 12], [22, 22], [1, 1]] as Spot[]).flatMap(place), // biome-ignore format: one line
  )
  const rows = crosswalk(areas, faces, leaf => leaf[0] as string, places)
  expect(rows.map(({ area, grid, places }) => [area, grid, places])).toEqual([
    ['P', 'A', 1],
    ['P', 'B', 2],
    ['P', null, 1],
    [null, 'A', 1],
    [null, 'B', 0],
  ])
  const [a, b, beyond] = rows.map(({ squareMeters }) => squareMeters) as [number, number, number]
  expect(a / (a + b + beyond)).toBeCloseTo(75 / 400, 3)
  expect(b / (a + b + beyond)).toBeCloseTo(150 / 400, 3)
})

test('turf finds the same ground and the same places for areas thrown anywhere', () => {
  const corner = fc.tuple(fc.integer({ min: -3, max: 23 }), fc.integer({ min: -3, max: 23 }))
  const triangle = fc
    .tuple(corner, corner, corner)
    .filter(([[ax, ay], [bx, by], [cx, cy]]) => Math.abs((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) > 20)
  // beside every border: there the divisions decide by other rules than turf
  const spots = fc.array(corner, { maxLength: 20 })
  fc.assert(
    fc.property(fc.array(triangle, { minLength: 1, maxLength: 4 }), spots, (triangles, spread) => {
      const areas = triangles.map((corners, i) => shape(`P${i}`, i + 1, corners))
      const places = spread.map(([x, y]) => place([x + 0.3713, y + 0.4129]))
      const rows = crosswalk(areas, faces, leaf => leaf, Float64Array.from(places.flat()))
      triangles.forEach((corners, i) => {
        const theirs = polygon([ring(corners)])
        for (const [grid, block] of blocks) {
          const ours = polygon([ring(block)])
          const common = intersect(featureCollection([theirs, ours]))
          const row = rows.find(each => each.area === `P${i}` && each.grid === grid)
          // turf measures on a sphere
          const expected = common === null ? 0 : area(common)
          expect(Math.abs((row?.squareMeters ?? 0) - expected)).toBeLessThan(expected * 0.005 + 1)
          const inside = places.filter(
            spot => booleanPointInPolygon(point(spot), theirs) && booleanPointInPolygon(point(spot), ours),
          )
          expect(row?.places ?? 0).toBe(inside.length)
        }
      })
    }),
    { numRuns: 25 },
  )
})
