import { expect, it } from 'vitest'
import { canonicalFace, polygonFromFace, sideOfFace, twiceAreaOfFace } from './face.ts'
import { reversed } from './ring.ts'

const shell = Int32Array.of(0, 0, 9, 0, 9, 9, 0, 9)
const holeWest = Int32Array.of(1, 1, 1, 3, 3, 3, 3, 1)
const holeEast = Int32Array.of(5, 5, 5, 7, 7, 7, 7, 5)
const face = { grid: 'a', rings: [shell, holeWest, holeEast] }

it('canonicalFace gives one spelling to every direction, start and order of rings', () => {
  const turned = Int32Array.of(9, 9, 9, 0, 0, 0, 0, 9)
  expect(canonicalFace({ grid: 'a', rings: [turned, reversed(holeEast), holeWest] })).toEqual(face)
})

it.each([
  ['inside', 4, 4, 1],
  ['on the shell', 0, 4, 0],
  ['on the border of a hole', 1, 2, 0],
  ['on the corner of a hole', 7, 7, 0],
  ['in a hole', 6, 6, -1],
  ['outside', 10, 4, -1],
])('%s', (_, x, y, side) => {
  expect(sideOfFace(face, x, y)).toBe(side)
})

it('takes holes out of the area', () => {
  expect(twiceAreaOfFace(face)).toBe(2n * (81n - 4n - 4n))
})

it('writes closed rings of canonical doubles', () => {
  const [first] = polygonFromFace({
    grid: 'a',
    rings: [Int32Array.of(1_170_183_629, 325_999_999, 0, 0, 1, 1)],
  })
  expect(first).toEqual([
    [117.0183629, 32.5999999],
    [0, 0],
    [1e-7, 1e-7],
    [117.0183629, 32.5999999],
  ])
})
