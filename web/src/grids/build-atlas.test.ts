import { canonicalFace } from '@jingwei/geodata/geometry/face.ts'
import { encodeTopology } from '@jingwei/geodata/geometry/topology.ts'
import { expect, test } from 'vitest'
import { openAtlas } from './atlas.ts'
import { buildAtlas } from './build-atlas.ts'

/** A square of a hundredth degree, in units of 1e-7 degree. */
const side = 100_000
const square = (code: string, column: number, row: number) => {
  const [x, y] = [1_170_000_000 + column * side, 320_000_000 + row * side]
  return canonicalFace({
    grid: code,
    rings: [Int32Array.of(x, y, x + side, y, x + side, y + side, x, y + side)],
  })
}
/** Two larger grids side by side, each of two squares. */
const grid = (code: string, level: string, parent: string | null) => ({
  code,
  level,
  parent,
  name: { zh: code },
})
const topology = encodeTopology(
  [square('A1', 0, 0), square('A2', 0, 1), square('B1', 1, 0), square('B2', 1, 1)],
  [
    grid('A', 'street', null),
    grid('B', 'street', null),
    grid('A1', 'block', 'A'),
    grid('A2', 'block', 'A'),
    grid('B1', 'block', 'B'),
    grid('B2', 'block', 'B'),
  ],
)
const atlas = openAtlas(buildAtlas(7, topology))
const length = (lines: number[][][]) =>
  lines
    .flatMap(line =>
      line.slice(1).map(([x = 0, y = 0], i) => Math.hypot(x - (line[i]?.[0] ?? 0), y - (line[i]?.[1] ?? 0))),
    )
    .reduce((a, b) => a + b, 0)

test('levels come largest first, with their typical size', () => {
  expect(atlas.levels.map(level => level.key)).toEqual(['street', 'block'])
  const [street, block] = atlas.levels
  expect(street?.typicalMeters).toBeGreaterThan(0)
  expect(block?.typicalMeters).toBeGreaterThan(900)
})

test('every border is drawn once, under the highest level it parts', () => {
  const lengthOf = (level: string | null) =>
    length(atlas.borders.find(border => border.level === level)?.lines ?? [])
  expect(lengthOf(null)).toBeCloseTo(0.08, 6)
  expect(lengthOf('street')).toBeCloseTo(0.02, 6)
  expect(lengthOf('block')).toBeCloseTo(0.02, 6)
})

test('a place has its chain of grids; a place outside has none', () => {
  expect(atlas.chainAt(117.005, 32.015).map(one => one.code)).toEqual(['A', 'A2'])
  expect(atlas.chainAt(117.01, 32.005).map(one => one.code)).toEqual(['A', 'A1'])
  expect(atlas.chainAt(118, 32)).toEqual([])
})

test('shapes of upper levels are derived from their leaves', () => {
  expect(atlas.shape('A')?.bounds).toEqual([117, 32, 117.01, 32.02])
  expect(atlas.shapesOf('block')).toHaveLength(4)
  expect(atlas.area).toHaveLength(1)
})
