import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellMeters, cellOf, decode, encode, storedZoom, tileAt } from './cell.ts'

const side = 2 ** storedZoom
const tile = fc.record({ x: fc.integer({ min: 0, max: side - 1 }), y: fc.integer({ min: 0, max: side - 1 }) })

/** Bit by bit, as the definition says. */
function slowMorton({ x, y }: { x: number; y: number }): number {
  let code = 0
  for (let bit = 0; bit < storedZoom; bit++) {
    code +=
      (Math.floor(x / 2 ** bit) % 2) * 2 ** (2 * bit) + (Math.floor(y / 2 ** bit) % 2) * 2 ** (2 * bit + 1)
  }
  return code
}

test('a code interleaves the bits of x and y, and comes back', () => {
  expect(encode({ x: 1, y: 0 })).toBe(1)
  expect(encode({ x: 0, y: 1 })).toBe(2)
  expect(encode({ x: side - 1, y: side - 1 })).toBe(2 ** 40 - 1)
  fc.assert(
    fc.property(tile, each => {
      expect(encode(each)).toBe(slowMorton(each))
      expect(decode(encode(each))).toEqual(each)
    }),
  )
})

test('a shift by two bits is the tile around', () => {
  fc.assert(
    fc.property(tile, fc.integer({ min: 0, max: storedZoom }), ({ x, y }, down) => {
      const around = decode(Math.floor(encode({ x, y }) / 4 ** down))
      expect(around).toEqual({ x: x >>> down, y: y >>> down })
    }),
  )
})

/** The third is the Brandenburg Gate, the example of the OpenStreetMap wiki; the fourth Tian'anmen by the wiki's formula. */
test.each([
  [0, 0, 1, 1, 1],
  [-180, 85.05, 4, 0, 0],
  [13.3777, 52.51628, 17, 70406, 42987],
  [116.391389, 39.905556, 10, 843, 388],
  [180, -89, 3, 7, 7],
])('%d, %d at zoom %d is tile %d/%d', (lon, lat, zoom, x, y) => {
  expect(tileAt(lon, lat, zoom)).toEqual({ x, y })
})

test('a cell is the tile of its place at every zoom', () => {
  const lon = fc.double({ min: -180, max: 180, noNaN: true })
  const lat = fc.double({ min: -85, max: 85, noNaN: true })
  fc.assert(
    fc.property(lon, lat, fc.integer({ min: 0, max: storedZoom }), (x, y, zoom) => {
      expect(decode(Math.floor(cellOf(x, y) / 4 ** (storedZoom - zoom)))).toEqual(tileAt(x, y, zoom))
    }),
  )
})

test('cells are some 32 metres wide at 33 degrees', () => {
  expect(cellMeters(storedZoom, 32.6)).toBeCloseTo(32.2, 1)
  expect(cellMeters(0, 0)).toBeCloseTo(40_075_016.7, 1)
})
