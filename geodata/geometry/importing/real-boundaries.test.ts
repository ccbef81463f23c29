import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { expect, test } from 'vitest'
import { checkCoverage } from '../coverage.ts'
import type { SourceShape } from './round-shapes.ts'
import { survey } from './survey.ts'

/** Published boundaries that somebody else drew: the counties of six states on the Atlantic, with their islands. */
const states = new Set(['09', '23', '25', '33', '44', '50'])
const require = createRequire(import.meta.url)
const file = require.resolve('us-atlas/counties-10m.json')
const atlas: Topology<{ counties: GeometryCollection<{ name: string }> }> = JSON.parse(
  readFileSync(file, 'utf8'),
)
const counties = feature(atlas, atlas.objects.counties).features.filter(({ id }) =>
  states.has(String(id).slice(0, 2)),
)

const shapes = counties.map(({ id, geometry }, i): SourceShape => {
  const polygons =
    geometry.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates
        : []
  return {
    grid: String(id),
    row: i + 1,
    polygons: polygons.map(rings => rings.map(ring => Float64Array.from(ring.flat()))),
  }
})
const options = { outline: null, snapMeters: 0.02, sliverMeters: 0.5 }

test('real boundaries that are clean have no fault, islands and all', () => {
  const { faces, faults, rounding } = survey(shapes, new Map(), options)
  expect(faults).toEqual([])
  expect(faces.length).toBeGreaterThan(counties.length)
  expect(new Set(faces.map(({ grid }) => grid)).size).toBe(counties.length)
  expect(checkCoverage(faces).faults).toEqual([])
  expect(rounding.farthest).toBeLessThanOrEqual(5e-8)
})

test('one county moved by some metres is told on every side, and nowhere else', () => {
  const [moved] = shapes.filter(({ grid }) => grid === '33013')
  const shifted = shapes.map(shape =>
    shape !== moved
      ? shape
      : {
          ...shape,
          polygons:
            shape.polygons?.map(rings => rings.map(ring => ring.map(degrees => degrees + 0.0001))) ?? null,
        },
  )
  const { faces, faults } = survey(shifted, new Map(), options)
  expect(checkCoverage(faces).faults).toEqual([])
  expect(new Set(faults.map(({ code }) => code.replace('-sliver', '')))).toEqual(new Set(['gap', 'overlap']))
  const without = faults.filter(({ grids }) => !grids.includes('33013'))
  expect(without).toEqual([])
})
