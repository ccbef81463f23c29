import { lowerOf, rankByCode } from './code-rank.ts'
import { distanceToEdges } from './near.ts'
import type { Partition } from './partition.ts'
import { buildRaster, changeEastward, EDGE_STRIDE, passesWest, type Raster } from './raster.ts'
import { UNITS_PER_DEGREE } from './units.ts'

/** Where a point lies. `face` is a number into `partition.faces`. */
export type Place =
  | { readonly kind: 'inside'; readonly face: number }
  /** On a border: all faces that touch the point, lowest grid code first; the first one has it. */
  | { readonly kind: 'on-border'; readonly faces: readonly number[] }
  /** Outside, but within the near distance of a face; of equally near ones the lowest grid code. */
  | { readonly kind: 'near'; readonly face: number; readonly distanceMeters: number }
  | { readonly kind: 'outside' }

/** What `locateMany` writes into `kinds`. */
export const KINDS = ['outside', 'inside', 'on-border', 'near'] as const

export type LocatorOptions = {
  /** How far outside the coverage a point is still given to the nearest face; 0 (the default) = never. */
  readonly nearMeters?: number
  /** Size of the raster; changes the speed, never an answer. */
  readonly maxCells?: number
  /** The partition's raster, where it was built before. */
  readonly raster?: Raster
}

export type Locator = {
  /** Degrees WGS84. The point is first rounded to units. Anything that is no coordinate (NaN, 91° north) is outside. */
  locate(lon: number, lat: number): Place
  /**
   * The same for lon0, lat0, lon1, lat1, … without allocating.
   * @param faces receives the face that has each point, -1 for outside
   * @param kinds receives an index into KINDS for each point, if given
   */
  locateMany(points: Float64Array, faces: Int32Array, kinds?: Uint8Array): void
}

const OUTSIDE_KIND = 0
const INSIDE_KIND = 1
const BORDER_KIND = 2
const NEAR_KIND = 3
/** Answer of `labelAt` for a point on a border; no label is negative. */
const ON_BORDER = -1

/**
 * The routing kernel: which leaf face has a point. Exact: integer predicates, no tolerance, and on a border the lowest
 * grid code wins (`compareCodes`). Built once for a version, then only read.
 */
export function createLocator(partition: Partition, options: LocatorOptions = {}): Locator {
  const { nearMeters = 0, maxCells, raster = buildRaster(partition, maxCells) } = options
  const rank = rankByCode(partition)
  const lower = (a: number, b: number) => (rank[a] as number) - (rank[b] as number)

  const locate = (lon: number, lat: number): Place => {
    const x = Math.round(lon * UNITS_PER_DEGREE) - raster.x0
    const y = Math.round(lat * UNITS_PER_DEGREE) - raster.y0
    const label = labelAt(raster, x, y)
    if (label > 0) return { kind: 'inside', face: label - 1 }
    if (label === ON_BORDER) return { kind: 'on-border', faces: facesAt(raster, x, y).sort(lower) }
    const near = nearMeters > 0 ? distanceToEdges(raster, rank, x, y, nearMeters) : null
    return near === null ? { kind: 'outside' } : { kind: 'near', ...near }
  }

  const locateMany = (points: Float64Array, faces: Int32Array, kinds?: Uint8Array) => {
    for (let i = 0; i < faces.length; i++) {
      const x = Math.round((points[2 * i] as number) * UNITS_PER_DEGREE) - raster.x0
      const y = Math.round((points[2 * i + 1] as number) * UNITS_PER_DEGREE) - raster.y0
      const label = labelAt(raster, x, y)
      if (label > 0) {
        faces[i] = label - 1
        if (kinds !== undefined) kinds[i] = INSIDE_KIND
      } else if (label === ON_BORDER) {
        faces[i] = lowestAt(raster, rank, x, y)
        if (kinds !== undefined) kinds[i] = BORDER_KIND
      } else {
        const near = nearMeters > 0 ? distanceToEdges(raster, rank, x, y, nearMeters) : null
        faces[i] = near === null ? -1 : near.face
        if (kinds !== undefined) kinds[i] = near === null ? OUTSIDE_KIND : NEAR_KIND
      }
    }
  }
  return { locate, locateMany }
}

/**
 * Label of the integer point (x, y), or ON_BORDER.
 *
 * In a border cell we walk from the cell's corner, whose label is known, along its lower side and then straight up to the
 * point. Whenever we pass an edge the label changes by the difference of its two sides, so the order in which edges are
 * passed does not matter, and one exact orientation an edge decides. The way up runs a hair left of x and starts a hair
 * below the cell (see `passesWest`): it meets no vertex.
 */
function labelAt(raster: Raster, x: number, y: number): number {
  if (!(x >= 0 && y >= 0 && x <= raster.width && y <= raster.height)) return 0
  const { shift, edges } = raster
  const cell = raster.cells[(y >> shift) * raster.columns + (x >> shift)] as number
  if (cell >= 0) return cell
  const b = ~cell
  const floor = (y >> shift) << shift
  const bottom = raster.bottom[b] as number
  const end = raster.start[b + 1] as number
  let label = raster.corner[b] as number
  for (let i = raster.start[b] as number; i < end; i += EDGE_STRIDE) {
    const ax = edges[i] as number
    const ay = edges[i + 1] as number
    const bx = edges[i + 2] as number
    const by = edges[i + 3] as number
    if (i < bottom && passesWest(ax, ay, bx, by, x, floor)) label += changeEastward(edges, i)
    // an edge runs east or due north, so ax <= x <= bx is its whole width
    if (x < ax || x > bx) continue
    const turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
    if (turn === 0 && (ax !== bx || (y >= ay && y <= by))) return ON_BORDER
    if (turn > 0 && x > ax && (bx - ax) * (floor - ay) - (by - ay) * (x - ax) <= 0) {
      label += (edges[i + 4] as number) - (edges[i + 5] as number)
    }
  }
  return label
}

/** All faces whose border passes through the point. */
function facesAt(raster: Raster, x: number, y: number): number[] {
  const faces = new Set<number>()
  const { shift, edges } = raster
  const b = ~(raster.cells[(y >> shift) * raster.columns + (x >> shift)] as number)
  for (let i = raster.start[b] as number; i < (raster.start[b + 1] as number); i += EDGE_STRIDE) {
    if (!passesThrough(edges, i, x, y)) continue
    faces.add((edges[i + 4] as number) - 1)
    faces.add((edges[i + 5] as number) - 1)
  }
  faces.delete(-1)
  return [...faces]
}

/** The one of `facesAt` with the lowest code, without allocating. */
function lowestAt(raster: Raster, rank: Int32Array, x: number, y: number): number {
  const { shift, edges } = raster
  const b = ~(raster.cells[(y >> shift) * raster.columns + (x >> shift)] as number)
  let lowest = -1
  for (let i = raster.start[b] as number; i < (raster.start[b + 1] as number); i += EDGE_STRIDE) {
    if (!passesThrough(edges, i, x, y)) continue
    lowest = lowerOf(rank, lowest, (edges[i + 4] as number) - 1)
    lowest = lowerOf(rank, lowest, (edges[i + 5] as number) - 1)
  }
  return lowest
}

function passesThrough(edges: Int32Array, i: number, x: number, y: number): boolean {
  const ax = edges[i] as number
  const ay = edges[i + 1] as number
  const bx = edges[i + 2] as number
  const by = edges[i + 3] as number
  if (x < ax || x > bx || (y < ay && y < by) || (y > ay && y > by)) return false
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax) === 0
}
