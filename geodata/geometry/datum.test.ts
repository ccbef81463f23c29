import fc from 'fast-check'
import gcoord from 'gcoord'
import { describe, expect, it } from 'vitest'
import { DATUMS, fromWgs84, isDatum, toWgs84 } from './datum.ts'
import { distanceMeters } from './distance.ts'

const china = fc.tuple(
  fc.double({ min: 75, max: 135, noNaN: true }),
  fc.double({ min: 5, max: 53, noNaN: true }),
)

const apart = (a: readonly [number, number], b: readonly [number, number]) => distanceMeters(...a, ...b)

describe('datum', () => {
  it('there and back is exact to a millimetre', () => {
    fc.assert(
      fc.property(china, fc.constantFrom(...DATUMS), (place, datum) => {
        expect(apart(toWgs84(fromWgs84(place, datum), datum), place)).toBeLessThan(0.001)
        expect(apart(fromWgs84(toWgs84(place, datum), datum), place)).toBeLessThan(0.001)
      }),
    )
  })

  it('agrees with gcoord within the half metre that gcoord promises', () => {
    fc.assert(
      fc.property(china, ([lon, lat]) => {
        for (const [datum, crs] of [
          ['gcj02', gcoord.GCJ02],
          ['bd09', gcoord.BD09],
        ] as const) {
          expect(
            apart(toWgs84([lon, lat], datum), gcoord.transform([lon, lat], crs, gcoord.WGS84)),
          ).toBeLessThan(0.5)
        }
      }),
    )
  })

  it('knows the values that the coordtransform library publishes for 116.404, 39.915', () => {
    expect(
      apart(fromWgs84([116.404, 39.915], 'gcj02'), [116.41024449916938, 39.91640428150164]),
    ).toBeLessThan(0.01)
    const viaGcj = fromWgs84(toWgs84([116.404, 39.915], 'bd09'), 'gcj02')
    expect(apart(viaGcj, [116.39762729119315, 39.90865673957631])).toBeLessThan(0.5)
  })

  it('leaves WGS84, CGCS2000 and places far from China alone', () => {
    expect(toWgs84([117, 32.6], 'cgcs2000')).toEqual([117, 32.6])
    expect(toWgs84([117, 32.6], 'wgs84')).toEqual([117, 32.6])
    expect(toWgs84([2.35, 48.85], 'gcj02')).toEqual([2.35, 48.85])
  })

  it('returns from the edge of the shifted box, where a naive inverse never ends', () => {
    expect(apart(toWgs84([72.004, 20], 'gcj02'), [72.004, 20])).toBeLessThan(2000)
    expect(apart(toWgs84([137.8347, 30], 'bd09'), [137.8347, 30])).toBeLessThan(3000)
  })

  it('knows its own names only', () => {
    expect(DATUMS.every(isDatum)).toBe(true)
    expect([isDatum('WGS84'), isDatum(4326), isDatum(null), isDatum('toString')]).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})
