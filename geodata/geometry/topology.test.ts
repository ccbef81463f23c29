import fc from 'fast-check'
import { feature } from 'topojson-client'
import { describe, expect, it } from 'vitest'
import { canonicalFace } from './face.ts'
import { uglyCoverage } from './testing/ugly-coverage.ts'
import { decodeTopology, encodeTopology } from './topology.ts'
import { toUnits } from './units.ts'

describe('topology', () => {
  it('gives back exactly the faces it was given', () => {
    fc.assert(
      fc.property(uglyCoverage, ({ faces }) => {
        const wire = JSON.parse(JSON.stringify(encodeTopology(faces, [])))
        expect(decodeTopology(wire)).toEqual(faces.map(canonicalFace))
      }),
    )
  })

  it('is read by topojson-client as the same polygons, once rounded to units', () => {
    fc.assert(
      fc.property(uglyCoverage, ({ faces }) => {
        const topology = encodeTopology(faces, [])
        const read = feature(topology, topology.objects.faces)
        const polygons = read.features.map(f => (f.geometry.type === 'Polygon' ? f.geometry.coordinates : []))
        const again = polygons.map((rings, i) =>
          canonicalFace({
            grid: faces[i]?.grid ?? '',
            rings: rings.map(ring => Int32Array.from(ring.slice(0, -1).flat().map(toUnits))),
          }),
        )
        expect(again).toEqual(faces.map(canonicalFace))
      }),
    )
  })
})
