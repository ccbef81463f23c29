import fc from 'fast-check'
import { feature } from 'topojson-client'
import { describe, expect, it } from 'vitest'
import { canonicalFace } from './face.ts'
import { uglyCoverage } from './testing/ugly-coverage.ts'
import { decodeTopology, encodeTopology, type GridTopology } from './topology.ts'
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

  const unit = Int32Array.of(0, 0, 10, 0, 10, 10, 0, 10)
  const sound = () => encodeTopology([{ grid: 'a', rings: [unit] }], [])

  it('reads several faces written as one multipolygon', () => {
    const { transform, arcs } = sound()
    const geometries = [{ type: 'MultiPolygon' as const, arcs: [[[0]], [[0]]], properties: { grid: 'a' } }]
    expect(decodeTopology({ transform, arcs, objects: { faces: { geometries } } }).map(f => f.rings)).toEqual(
      [[unit], [unit]],
    )
  })

  it.each<[string, (topology: GridTopology) => void]>([
    ['another scale', t => t.transform.scale.fill(1e-6)],
    ['an origin', t => t.transform.translate.fill(116)],
    ['half a unit', t => t.arcs[0]?.splice(1, 1, [10.5, 0])],
    ['no number', t => t.arcs[0]?.splice(1, 1, [Number.NaN, 0])],
    ['a place beyond the world', t => t.arcs[0]?.splice(1, 1, [2_000_000_000, 0])],
    ['a point without y', t => t.arcs[0]?.splice(1, 1, [10] as unknown as [number, number])],
    ['a missing arc', t => t.arcs.splice(0)],
    ['an arc of one point', t => t.arcs[0]?.splice(1)],
    ['a ring that does not close', t => t.arcs[0]?.pop()],
  ])('refuses %s', (_, spoil) => {
    const topology = sound()
    spoil(topology)
    expect(() => decodeTopology(topology)).toThrow('not-a-topology')
  })

  it('refuses a ring of two points', () => {
    const topology = sound()
    topology.arcs[0]?.splice(0, 5, [0, 0], [10, 0], [-10, 0])
    expect(() => decodeTopology(topology)).toThrow('ring-too-short')
  })
})
