import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { HeatCells } from './heat.api.ts'
import { countAt, type Hexagons, hexagonsOf, middlesOf } from './hexagons.ts'
import { latOf, lonOf, worldPoint } from './mercator.ts'

type Cell = readonly [x: number, y: number, count: number]

function cellsOf(cells: readonly Cell[], cellZoom: number): HeatCells {
  const column = (i: 0 | 1 | 2) => Uint32Array.from(cells, cell => cell[i])
  const count = column(2)
  return { cellZoom, total: sum(count), x: column(0), y: column(1), count }
}
const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0)
const middles = (hexagons: Hexagons) => {
  const flat = middlesOf(hexagons)
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]] as [number, number])
}

const someCells = fc.integer({ min: 4, max: 20 }).chain(zoom => {
  const place = fc.integer({ min: 0, max: 2 ** zoom - 1 })
  const cell = fc.tuple(place, place, fc.integer({ min: 1, max: 4_000_000 }))
  // close together too, so that several fall into one hexagon
  const near = fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 15 }), fc.constant(1))
  return fc
    .array(fc.oneof(cell, near), { maxLength: 60 })
    .map(cells => cellsOf([...new Map(cells.map(one => [`${one[0]},${one[1]}`, one])).values()], zoom))
})

test('hexagons hold what the cells hold, to the last incident', () => {
  fc.assert(
    fc.property(someCells, cells => {
      const { counts, max } = hexagonsOf(cells)
      expect(sum(counts.values())).toBe(cells.total)
      expect(max).toBe(Math.max(0, ...counts.values()))
    }),
  )
})

test('a cell lies in the hexagon whose middle is nearest to its own', () => {
  fc.assert(
    fc.property(someCells, cells => {
      const hexagons = hexagonsOf(cells)
      const side = 2 ** cells.cellZoom
      const around = middles(hexagons).map(([lon, lat]) => worldPoint(lon, lat))
      cells.x.forEach((x, i) => {
        const [px, py] = [(x + 0.5) / side, ((cells.y[i] as number) + 0.5) / side]
        const nearest = Math.min(...around.map(middle => Math.hypot(middle.x - px, middle.y - py)))
        // no point of a hexagon is further from its middle than its corners are
        expect(nearest).toBeLessThanOrEqual(hexagons.edge * (1 + 1e-9))
        expect(countAt(hexagons, lonOf(px), latOf(py))).toBeGreaterThanOrEqual(cells.count[i] as number)
      })
      // middles of neighbours are √3 edges apart: none overlap
      for (const [i, a] of around.entries())
        for (const b of around.slice(i + 1))
          expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(hexagons.edge * 1.7)
    }),
    { numRuns: 60 },
  )
})

test('the lattice does not move when other incidents come', () => {
  fc.assert(
    fc.property(someCells, someCells, (some, others) => {
      const together = cellsOf(
        [some, others].flatMap(({ x, y, count }) =>
          Array.from(x, (_, i): Cell => [x[i] as number, y[i] as number, count[i] as number]),
        ),
        some.cellZoom,
      )
      const [before, after] = [hexagonsOf(some), hexagonsOf(together)]
      for (const [key, count] of before.counts) expect(after.counts.get(key)).toBeGreaterThanOrEqual(count)
    }),
  )
})

test('a place is told the count of the hexagon it lies in', () => {
  const hexagons = hexagonsOf(cellsOf([[216_400, 105_500, 7]], 18))
  const [middle = [0, 0]] = middles(hexagons)
  const { x, y } = worldPoint(...middle)
  const within = [0, 60, 120, 180, 240, 300].map(degrees => {
    const [dx, dy] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
    const at = (far: number) =>
      countAt(hexagons, lonOf(x + dx * far * hexagons.edge), latOf(y + dy * far * hexagons.edge))
    return [at(0.85), at(0.88)]
  })
  // half of √3 edges from the middle to the side
  expect(within).toEqual(Array.from({ length: 6 }, () => [7, 0]))
  expect(hexagons.edgeMeters).toBeGreaterThan(380)
  expect(hexagons.edgeMeters).toBeLessThan(390)
})

test('nothing counted is no hexagon', () => {
  expect(hexagonsOf(cellsOf([], 12)).counts.size).toBe(0)
})
