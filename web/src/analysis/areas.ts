import { type Measure, measured, smallNumber, type TallyRow } from '@jingwei/api/analysis/contract.ts'
import type { HeatCells } from '../heat/heat.api.ts'
import { hexagonLattice } from '../heat/hexagons.ts'
import { latOf, lonOf, metersOf } from '../heat/mercator.ts'
import type { Indicators } from '../indicators/indicators.api.ts'

/** One place that has a value: a grid, a square or a hexagon. */
export interface Area {
  /** A grid's code, or the cells of the heat that it is, as the list's filter takes them. */
  readonly key: string
  readonly name: string | null
  /** Null: there is nothing to divide by. */
  readonly value: number | null
  readonly count: number
  /** A rate of so few incidents that one more or less changes it a lot. */
  readonly isSmall: boolean
}

type Named = (text: { zh: string; en?: string | undefined }) => string

/** @param share of the period that the counts are of: two periods are compared as if each was as long as this part says */
export function areasOfGrids(rows: readonly TallyRow[], measure: Measure, say: Named, share = 1): Area[] {
  return rows.map(row => ({
    key: row.code,
    name: say(row.name),
    value: scaled(measured(measure, row.count, row), share),
    count: row.count,
    isSmall: (measure !== 'count' || share !== 1) && row.count < smallNumber,
  }))
}

/** An indicator of each grid, by its own formula; counted are the cases that it divides by. */
export function areasOfIndicator(
  { groups, indicators }: Pick<Indicators, 'groups' | 'indicators'>,
  key: string,
  say: Named,
): Area[] {
  const indicator = indicators.find(one => one.key === key)
  return groups.map(group => {
    const below =
      indicator === undefined ? 0 : indicator.denominator.reduce((sum, c) => sum + group.counts[c], 0)
    return {
      key: group.key,
      name: say(group.name),
      value: group.values[key] ?? null,
      count: below,
      isSmall: below < smallNumber,
    }
  })
}

const scaled = (value: number | null, share: number) => (value === null ? null : value / share)

/** A shape on the map, degrees, closed. */
export interface Shape {
  readonly key: string
  readonly ring: [number, number][]
}

/** The cells of the heat as squares, each a filter of its own. */
export function squaresOf(cells: HeatCells, measure: Measure, share = 1): { areas: Area[]; shapes: Shape[] } {
  const side = 2 ** cells.cellZoom
  const areas: Area[] = []
  const shapes: Shape[] = []
  cells.x.forEach((x, i) => {
    const y = cells.y[i] as number
    const count = cells.count[i] as number
    const key = `${cells.cellZoom}:${x}/${y}`
    const meters = metersOf(1 / side, (y + 0.5) / side)
    areas.push(areaOf(key, count, meters ** 2, measure, share))
    const [west, east] = [lonOf(x / side), lonOf((x + 1) / side)]
    const [north, south] = [latOf(y / side), latOf((y + 1) / side)]
    shapes.push({
      key,
      ring: [
        [west, north],
        [east, north],
        [east, south],
        [west, south],
        [west, north],
      ],
    })
  })
  return { areas, shapes }
}

/** The same cells counted together in hexagons, each cell whole. */
export function hexagonAreas(
  cells: HeatCells,
  measure: Measure,
  share = 1,
): { areas: Area[]; shapes: Shape[] } {
  const side = 2 ** cells.cellZoom
  const found = hexagonLattice(cells)
  const areas: Area[] = []
  const shapes: Shape[] = []
  for (const { x, y, edge, members, count } of found) {
    const key = `${cells.cellZoom}:${members.map(([cx, cy]) => `${cx}/${cy}`).join(',')}`
    const meters = metersOf(1 / side, y)
    // cells are counted whole: their number is what the count is of
    areas.push(areaOf(key, count, meters ** 2 * cellsInHexagon, measure, share))
    shapes.push({
      key,
      ring: Array.from({ length: 7 }, (_, corner): [number, number] => {
        const angle = (Math.PI / 3) * corner + Math.PI / 6
        return [lonOf(x + edge * Math.cos(angle)), latOf(y + edge * Math.sin(angle))]
      }),
    })
  }
  return { areas, shapes }
}

/** Area of a hexagon whose edge is three cells. */
const cellsInHexagon = (3 * Math.sqrt(3) * 9) / 2

function areaOf(key: string, count: number, squareMeters: number, measure: Measure, share: number): Area {
  const base = { squareKilometers: squareMeters / 1e6, households: null, workers: 0 }
  const usable = measure === 'area' ? 'area' : 'count'
  return {
    key,
    name: null,
    count,
    value: scaled(measured(usable, count, base), share),
    isSmall: usable === 'area' && count < smallNumber,
  }
}

/** What changed from one to the other, by place; what only one of them has counts as nothing in the other. */
export function differences(before: readonly Area[], after: readonly Area[]): Area[] {
  const olds = new Map(before.map(area => [area.key, area]))
  const news = new Map(after.map(area => [area.key, area]))
  return [...new Set([...olds.keys(), ...news.keys()])].map(key => {
    const old = olds.get(key)
    const now = news.get(key)
    const isUnknown = old?.value === null || now?.value === null
    return {
      key,
      name: (now ?? old)?.name ?? null,
      value: isUnknown ? null : (now?.value ?? 0) - (old?.value ?? 0),
      count: (now?.count ?? 0) - (old?.count ?? 0),
      isSmall: (now?.isSmall ?? false) || (old?.isSmall ?? false),
    }
  })
}
