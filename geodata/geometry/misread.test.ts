import { describe, expect, it } from 'vitest'
import { fromWgs84 } from './datum.ts'
import { misreadings } from './misread.ts'

/** A city of some 400 × 400 m. */
const inside = (lon: number, lat: number) => Math.abs(lon - 117.0) < 0.002 && Math.abs(lat - 32.6) < 0.002

describe('misreadings', () => {
  it('sees swapped axes', () => {
    expect(misreadings([32.6, 117], 'wgs84', inside)).toEqual([{ mistake: 'swapped-axes' }])
  })

  it('sees a GCJ-02 point that was declared WGS84', () => {
    const point = fromWgs84([117, 32.6], 'gcj02')
    expect(misreadings(point, 'wgs84', inside)).toEqual([{ mistake: 'datum', datum: 'gcj02' }])
    expect(misreadings(point, 'cgcs2000', inside)).toEqual([{ mistake: 'datum', datum: 'gcj02' }])
  })

  it('sees a BD-09 point that was declared GCJ-02, and a WGS84 point that was', () => {
    expect(misreadings(fromWgs84([117, 32.6], 'bd09'), 'gcj02', inside)).toEqual([
      { mistake: 'datum', datum: 'bd09' },
    ])
    expect(misreadings([117, 32.6], 'gcj02', inside)).toEqual([{ mistake: 'datum', datum: 'wgs84' }])
  })

  it('has no explanation for a place that is simply elsewhere, or for no place', () => {
    expect(misreadings([116.39, 39.91], 'wgs84', inside)).toEqual([])
    expect(misreadings([Number.NaN, 32.6], 'wgs84', () => true)).toEqual([])
    expect(misreadings([Infinity, 32.6], 'wgs84', () => true)).toEqual([])
  })
})
