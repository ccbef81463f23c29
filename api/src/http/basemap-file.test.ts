import { expect, test } from 'vitest'
import { rangeOf } from './basemap-file.ts'

test.each([
  ['bytes=0-99', { start: 0, end: 99 }],
  ['bytes=900-', { start: 900, end: 999 }],
  ['bytes=-100', { start: 900, end: 999 }],
  ['bytes=-5000', { start: 0, end: 999 }],
  ['bytes=990-5000', { start: 990, end: 999 }],
  ['bytes=1000-1001', 'impossible'],
  ['bytes=9-3', 'impossible'],
  ['bytes=-0', 'impossible'],
  ['bytes=-', null],
  ['bytes=0-1,5-6', null],
  ['lines=0-1', null],
  [undefined, null],
])('%s of 1,000 bytes', (header, range) => {
  expect(rangeOf(header, 1000)).toEqual(range)
})
