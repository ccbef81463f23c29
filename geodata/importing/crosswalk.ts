import Flatbush from 'flatbush'
import { bboxOf } from '../geometry/bbox.ts'
import { canonicalFace, type Face } from '../geometry/face.ts'
import { cutCells } from '../geometry/importing/cells.ts'
import { squareMetersAt } from '../geometry/importing/fault.ts'
import { nodeRings } from '../geometry/importing/node-rings.ts'
import { type Part, roundShapes, type SourceShape } from '../geometry/importing/round-shapes.ts'
import { createLocator } from '../geometry/locate.ts'
import { buildPartition } from '../geometry/partition.ts'
import { sideOfRing } from '../geometry/ring.ts'
import { toUnits } from '../geometry/units.ts'

/** What an area of the one division and a grid of the other have in common; null: what lies outside of all. */
export type CrosswalkRow = {
  readonly area: string | null
  readonly grid: string | null
  readonly squareMeters: number
  readonly places: number
}

/**
 * 对照: how the areas of another division share ground and places with grids. Exact in ground but for the rounding of crossings to whole units;
 * areas may overlap, and each counts for itself. Throws `extent-too-wide`, `too-tangled`.
 * @param gridOf the grid that a leaf counts for
 * @param places `lon0, lat0, lon1, lat1, …` of what is counted
 */
export function crosswalk(
  areas: readonly SourceShape[],
  faces: readonly Face[],
  gridOf: (leaf: string) => string,
  places: Float64Array,
): CrosswalkRow[] {
  const { parts } = roundShapes(areas, new Map())
  const rows = new Map<string, { -readonly [K in keyof CrosswalkRow]: CrosswalkRow[K] }>()
  const rowOf = (area: string | null, grid: string | null) => {
    const key = JSON.stringify([area, grid])
    const row = rows.get(key) ?? { area, grid, squareMeters: 0, places: 0 }
    rows.set(key, row)
    return row
  }
  for (const { areas, grids, squareMeters } of overlaps(parts, faces, gridOf))
    for (const area of areas) for (const grid of grids) rowOf(area, grid).squareMeters += squareMeters
  const here = createLocator(buildPartition(faces))
  const found = new Int32Array(places.length / 2)
  here.locateMany(places, found)
  const there = areasAt(parts)
  found.forEach((face, i) => {
    const grid = face < 0 ? null : gridOf((faces[face] as Face).grid)
    for (const area of there(places[2 * i] as number, places[2 * i + 1] as number)) rowOf(area, grid).places++
  })
  const key = (text: string | null) => text ?? '\uFFFF'
  const order = (a: string, b: string) => (a < b ? -1 : Number(a > b))
  return [...rows.values()].sort((a, b) => order(key(a.area), key(b.area)) || order(key(a.grid), key(b.grid)))
}

type Overlap = {
  readonly areas: ReadonlySet<string | null>
  readonly grids: ReadonlySet<string | null>
  readonly squareMeters: number
}

/** The smallest pieces into which both divisions cut the ground. */
function overlaps(
  parts: readonly Part[],
  faces: readonly Face[],
  gridOf: (leaf: string) => string,
): Overlap[] {
  const own = faces.map(
    (face): Part => ({ grid: gridOf(face.grid), row: 0, rings: canonicalFace(face).rings }),
  )
  const noded = nodeRings([...own, ...parts])
  const { edges, ys } = noded.partition
  const cells = cutCells(noded.partition)
  const latitude = new Map<number, number>()
  edges.from.forEach((v, e) => {
    for (const cell of [cells.left[e] as number, cells.right[e] as number])
      if (!latitude.has(cell)) latitude.set(cell, ys[v] as number)
  })
  return cells.owners.flatMap((over, cell) => {
    if (over.length === 0) return []
    const named = (isOwn: boolean): ReadonlySet<string | null> => {
      const names = over.filter(p => p < own.length === isOwn).map(p => (noded.parts[p] as Part).grid)
      return new Set(names.length === 0 ? [null] : names)
    }
    const squareMeters = squareMetersAt(cells.twiceAreas[cell] as bigint, latitude.get(cell) ?? 0)
    return [{ areas: named(false), grids: named(true), squareMeters }]
  })
}

/** Which areas have a place: by even and odd, a border is inside. */
function areasAt(parts: readonly Part[]): (lon: number, lat: number) => Iterable<string | null> {
  if (parts.length === 0) return () => [null]
  const boxes = new Flatbush(parts.length)
  for (const { rings } of parts) {
    const { minX, minY, maxX, maxY } = bboxOf(rings)
    boxes.add(minX, minY, maxX, maxY)
  }
  boxes.finish()
  return (lon, lat) => {
    const [x, y] = [toUnits(lon), toUnits(lat)]
    const names = boxes.search(x, y, x, y).flatMap(p => {
      const { grid, rings } = parts[p] as Part
      const sides = rings.map(ring => sideOfRing(ring, x, y))
      return sides.includes(0) || sides.filter(side => side > 0).length % 2 === 1 ? [grid] : []
    })
    return names.length === 0 ? [null] : new Set(names)
  }
}
