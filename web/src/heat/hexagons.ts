import type { HeatCells } from './heat.api.ts'
import { latOf, lonOf, metersOf, worldPoint } from './mercator.ts'

/** Edge of a hexagon in cells: some 23 cells lie in one, so where the cells' borders run hardly shows. */
const edgeCells = 3
/** Keys of the lattice: column × this + row. No row of the world reaches it. */
const rowsOfKey = 2 ** 21

/**
 * Incidents in hexagons, points to the north. The lattice begins at the world's north-western corner and knows only the size of the
 * cells: it stands still while the map moves and while incidents come and go.
 */
export type Hexagons = {
  /** As a share of the world's width in Web Mercator. */
  readonly edge: number
  /** Edge on the ground, at the middle of what is counted. */
  readonly edgeMeters: number
  readonly max: number
  /** Incidents by place in the lattice; hexagons without any are not there. */
  readonly counts: ReadonlyMap<number, number>
}

const made = new WeakMap<HeatCells, Hexagons>()

/** Every cell is counted whole, in the hexagon that its middle lies in: nothing is added, lost or split. */
export function hexagonsOf(cells: HeatCells): Hexagons {
  const known = made.get(cells)
  if (known !== undefined) return known
  const counts = new Map<number, number>()
  let [max, north, south] = [0, Infinity, 0]
  cells.x.forEach((x, i) => {
    const y = cells.y[i] as number
    const key = hexagonAt((x + 0.5) / edgeCells, (y + 0.5) / edgeCells)
    const count = (counts.get(key) ?? 0) + (cells.count[i] as number)
    if (count > 0) counts.set(key, count)
    if (count > max) max = count
    if (y < north) north = y
    if (y > south) south = y
  })
  const side = 2 ** cells.cellZoom
  const edge = edgeCells / side
  const edgeMeters = counts.size === 0 ? 0 : metersOf(edge, (north + south + 1) / 2 / side)
  const hexagons = { edge, edgeMeters, max, counts }
  made.set(cells, hexagons)
  return hexagons
}

/** One hexagon with the cells that are counted in it; its middle and its edge as shares of the world. */
export interface LatticeHexagon {
  readonly x: number
  readonly y: number
  readonly edge: number
  readonly members: [x: number, y: number][]
  readonly count: number
}

/** The hexagons with the cells of each: for lists of what lies in one. */
export function hexagonLattice({ cellZoom, x: xs, y: ys, count: counts }: HeatCells): LatticeHexagon[] {
  const edge = edgeCells / 2 ** cellZoom
  const found = new Map<number, { members: [number, number][]; count: number }>()
  xs.forEach((x, i) => {
    const y = ys[i] as number
    const key = hexagonAt((x + 0.5) / edgeCells, (y + 0.5) / edgeCells)
    const hexagon = found.get(key) ?? { members: [], count: 0 }
    found.set(key, hexagon)
    hexagon.members.push([x, y])
    hexagon.count += counts[i] as number
  })
  return [...found].map(([key, hexagon]) => {
    const column = Math.floor(key / rowsOfKey)
    const row = key - column * rowsOfKey
    return { x: Math.sqrt(3) * (column + row / 2) * edge, y: 1.5 * row * edge, edge, ...hexagon }
  })
}

/** Incidents in the hexagon that a place lies in. */
export function countAt({ edge, counts }: Hexagons, lon: number, lat: number): number {
  const { x, y } = worldPoint(lon, lat)
  return counts.get(hexagonAt(x / edge, y / edge)) ?? 0
}

/** Middles, lon and lat in turn, in the order of `counts`. */
export function middlesOf({ edge, counts }: Hexagons): Float64Array {
  const out = new Float64Array(counts.size * 2)
  let i = 0
  for (const key of counts.keys()) {
    const column = Math.floor(key / rowsOfKey)
    const row = key - column * rowsOfKey
    out[i++] = lonOf(Math.sqrt(3) * (column + row / 2) * edge)
    out[i++] = latOf(1.5 * row * edge)
  }
  return out
}

/** Key of the hexagon around a point, in edges from the corner: axial coordinates, rounded as the third one of a cube demands. */
function hexagonAt(x: number, y: number): number {
  const column = x / Math.sqrt(3) - y / 3
  const row = (2 * y) / 3
  let [q, r] = [Math.round(column), Math.round(row)]
  const third = Math.round(-column - row)
  const [dq, dr, ds] = [Math.abs(q - column), Math.abs(r - row), Math.abs(third + column + row)]
  if (dq > dr && dq > ds) q = -r - third
  else if (dr > ds) r = -q - third
  return q * rowsOfKey + r
}
