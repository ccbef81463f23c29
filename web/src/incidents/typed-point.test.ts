import { expect, test } from 'vitest'
import { readTypedPoint } from './typed-point.ts'

test.each([
  ['117.018', '32.626'],
  [' 117.018° ', '+32.626'],
  ['117,018', '32,626'],
])('reads %s and %s', (lon, lat) => {
  expect(readTypedPoint(lon, lat)).toEqual({ lon: 117.018, lat: 32.626 })
})

test.each([
  ['', '32'],
  ['117', 'NaN'],
  ['1e2', '32'],
  ['117.018.2', '32'],
  ['200', '32'],
  ['Infinity', '32'],
])('refuses %j and %j', (lon, lat) => {
  expect(readTypedPoint(lon, lat)).toEqual({ wrong: 'unreadable' })
})

test('says when the two are exchanged', () => {
  expect(readTypedPoint('32.626', '117.018')).toEqual({ wrong: 'swapped' })
})
