import { createLocator, type Locator } from '@jingwei/geodata/geometry/locate.ts'
import type { Outline } from '@jingwei/geodata/geometry/outline.ts'
import type { Partition } from '@jingwei/geodata/geometry/partition.ts'
import type { TopologyGrid } from '@jingwei/geodata/geometry/topology.ts'
import { type GridTree, growTree } from '@jingwei/geodata/geometry/tree.ts'
import type { LevelSize } from './level-for-zoom.ts'

/** One published version of grids, as the page keeps it: what is drawn, and who has which point. */
export type Atlas = {
  readonly version: number
  readonly tree: GridTree<TopologyGrid>
  /** Largest first, as the city names them; only those that have grids. */
  readonly levels: readonly LevelSize[]
  readonly borders: readonly BorderLines[]
  /** All that grids cover. */
  readonly area: Outline
  readonly grids: readonly TopologyGrid[]
  readonly partition: Partition
  shape(code: string): GridShape | undefined
  shapesOf(level: string): readonly GridShape[]
  /** Largest grid first; empty outside the grids. On a border the lowest code, like the router. */
  chainAt(lon: number, lat: number): readonly TopologyGrid[]
}

export type GridShape = {
  readonly code: string
  readonly level: string
  readonly outline: Outline
  /** Degrees: the middle of the largest circle inside. */
  readonly label: readonly [number, number]
  /** Radius of that circle, in metres. */
  readonly roomMeters: number
  /** Degrees: west, south, east, north. */
  readonly bounds: readonly [number, number, number, number]
}

/** All borders whose highest parted level is this one; null: the border of the gridded area. */
export type BorderLines = {
  readonly level: string | null
  /** Degrees. */
  readonly lines: number[][][]
}

/** What the worker hands over: plain data and typed arrays. */
export type AtlasParts = {
  readonly version: number
  readonly grids: readonly TopologyGrid[]
  readonly levels: readonly LevelSize[]
  readonly borders: readonly BorderLines[]
  readonly shapes: readonly GridShape[]
  readonly area: Outline
  readonly partition: Partition
}

/** Cells of the routing raster on the page: fewer than on the server, the answers are the same. */
const rasterCells = 1 << 16

export function openAtlas(parts: AtlasParts): Atlas {
  const { partition } = parts
  const tree = growTree(parts.grids)
  const shapes = new Map(parts.shapes.map(shape => [shape.code, shape]))
  // built at the first question, after the first picture
  let locator: Locator | undefined
  const chainAt = (lon: number, lat: number) => {
    locator ??= createLocator(partition, { maxCells: rasterCells })
    const place = locator.locate(lon, lat)
    const face =
      place.kind === 'inside' ? place.face : place.kind === 'on-border' ? place.faces[0] : undefined
    const code = face === undefined ? undefined : partition.faces[face]?.grid
    return code === undefined ? [] : tree.chain(code)
  }
  return {
    version: parts.version,
    tree,
    levels: parts.levels,
    borders: parts.borders,
    area: parts.area,
    grids: parts.grids,
    partition,
    shape: code => shapes.get(code),
    shapesOf: level => parts.shapes.filter(shape => shape.level === level),
    chainAt,
  }
}
