import { expect, test } from 'vitest'
import { areasOfGrids, differences, hexagonAreas, squaresOf } from './areas.ts'

const row = (code: string, count: number) => ({
  code,
  name: { zh: code },
  count,
  squareKilometers: 2,
  households: 500,
  workers: code === 'none' ? 0 : 4,
})
const say = (text: { zh: string }) => text.zh
const rows = [row('a', 8), row('b', 2), row('none', 6)]

test.each([
  ['count', [8, 2, 6], [false, false, false]],
  ['area', [4, 1, 3], [false, true, false]],
  ['households', [16, 4, 12], [false, true, false]],
  ['workers', [2, 0.5, null], [false, true, false]],
] as const)('%s', (measure, values, small) => {
  const areas = areasOfGrids(rows, measure, say)
  expect(areas.map(area => area.value)).toEqual(values)
  expect(areas.map(area => area.isSmall)).toEqual(small)
})

const cells = {
  cellZoom: 14,
  total: 7,
  x: Uint32Array.of(13520, 13521, 13600),
  y: Uint32Array.of(6600, 6600, 6650),
  count: Uint32Array.of(4, 2, 1),
}

test('squares and hexagons lose nothing, and know their cells', () => {
  for (const { areas, shapes } of [squaresOf(cells, 'count'), hexagonAreas(cells, 'count')]) {
    expect(areas.reduce((sum, area) => sum + area.count, 0)).toBe(7)
    expect(shapes.map(shape => shape.key)).toEqual(areas.map(area => area.key))
    const named = areas.flatMap(area => area.key.slice(3).split(','))
    expect(named.sort()).toEqual(['13520/6600', '13521/6600', '13600/6650'])
  }
})

test('a cell lies in the shape that counts it', () => {
  const { shapes } = hexagonAreas(cells, 'count')
  for (const { key, ring } of shapes) {
    const [x = 0, y = 0] = (key.slice(3).split(',')[0] ?? '').split('/').map(Number)
    const lon = ((x + 0.5) / 2 ** 14) * 360 - 180
    const lats = ring.map(([, lat]) => lat)
    const lons = ring.map(([each]) => each)
    expect(lon).toBeGreaterThan(Math.min(...lons))
    expect(lon).toBeLessThan(Math.max(...lons))
    expect(y).toBeGreaterThan(0)
    expect(Math.max(...lats) - Math.min(...lats)).toBeGreaterThan(0)
  }
})

test('a difference takes what is missing for nothing, and what is unknown for unknown', () => {
  const before = areasOfGrids([row('a', 8), row('b', 2)], 'count', say)
  const after = areasOfGrids([row('a', 5), row('c', 3)], 'count', say)
  expect(differences(before, after).map(({ key, value }) => [key, value])).toEqual([
    ['a', -3],
    ['b', -2],
    ['c', 3],
  ])
  const unknown = areasOfGrids([row('none', 1)], 'workers', say)
  expect(differences(unknown, unknown)[0]?.value).toBe(null)
  // twice as long a period with twice as many is no change
  expect(
    differences(areasOfGrids([row('a', 8)], 'count', say, 2), areasOfGrids([row('a', 4)], 'count', say))[0]
      ?.value,
  ).toBe(0)
})
