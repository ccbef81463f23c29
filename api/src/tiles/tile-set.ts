import { OUTSIDE } from '@jingwei/geodata/geometry/edges.ts'
import { generalize, type Projected } from '@jingwei/geodata/geometry/generalize.ts'
import { outlinesOf } from '@jingwei/geodata/geometry/outline.ts'
import type { Partition } from '@jingwei/geodata/geometry/partition.ts'
import { growTree } from '@jingwei/geodata/geometry/tree.ts'
import { toDegrees } from '@jingwei/geodata/geometry/units.ts'
import { buffer, clipLine, clipRing, extent, type Line } from './clip.ts'
import { highestZoom, tileLayers } from './contract.ts'
import { type Box, type DrawnLine, drawnLine, placeLine } from './drawn-line.ts'
import { encodeTile, type Feature } from './encode.ts'

/** What the tiles of a version are made of: plain data, for it is sent to the thread that makes them. */
export interface TileSource {
  readonly partition: Partition
  readonly grids: readonly TileGrid[]
}

export interface TileGrid {
  readonly id: number
  readonly code: string
  readonly level: string
  readonly parent: string | null
  readonly name: { readonly zh: string; readonly en?: string | undefined }
  /** Degrees. */
  readonly labelPoint: readonly [number, number]
}

/** A level is there from the zoom at which its grids are this wide, in pixels. */
const legiblePixels = 10
/** Pixels on the side of a tile, as MapLibre draws it. */
const tilePixels = 512
/** How far beside its border a vertex may lie that is left out: half a pixel. */
const tolerance = 0.5 / tilePixels

interface Shape {
  readonly grid: TileGrid
  /** Vertex numbers of each ring. */
  readonly rings: readonly Int32Array[]
  readonly box: Box
}

interface Level {
  readonly key: string
  readonly shapes: readonly Shape[]
  /** For each face the number of its grid among the shapes' grids, or OUTSIDE. */
  readonly group: Int32Array
  readonly grids: readonly TileGrid[]
  readonly fromZoom: number
}

interface Zoom {
  /** Grids of the levels that are there, with the vertices that are drawn. */
  readonly shapes: readonly {
    readonly grid: TileGrid
    readonly rings: readonly DrawnLine[]
    readonly box: Box
  }[]
  readonly borders: readonly { readonly level: string; readonly line: DrawnLine; readonly box: Box }[]
  readonly names: readonly { readonly grid: TileGrid; readonly x: number; readonly y: number }[]
}

/** Makes the tiles of one version. All places are shares of the world's side in Web Mercator, y downwards. */
export class TileSet {
  readonly #partition: Partition
  readonly #at: Projected
  readonly #levels: readonly Level[]
  readonly #chain: (code: string) => readonly { readonly code: string; readonly level: string }[]
  readonly #zooms = new Map<number, Zoom>()
  readonly #names: readonly {
    readonly grid: TileGrid
    readonly level: Level
    readonly x: number
    readonly y: number
  }[]

  constructor({ partition, grids }: TileSource) {
    const tree = growTree(grids)
    this.#partition = partition
    this.#at = {
      x: Float64Array.from(partition.xs, x => mercatorX(toDegrees(x))),
      y: Float64Array.from(partition.ys, y => mercatorY(toDegrees(y))),
    }
    this.#chain = code => tree.chain(code)
    const depths = new Map<string, number>()
    for (const grid of grids) depths.set(grid.level, tree.chain(grid.code).length)
    this.#levels = [...depths].sort((a, b) => a[1] - b[1]).map(([key], i) => this.#level(key, i === 0, grids))
    this.#names = this.#levels.flatMap(level =>
      level.grids.map(grid => {
        const [lon, lat] = grid.labelPoint
        return { grid, level, x: mercatorX(lon), y: mercatorY(lat) }
      }),
    )
  }

  /** The bytes of a tile; none where nothing is. */
  tile(z: number, x: number, y: number): Uint8Array {
    const zoom = this.#zoom(z)
    const side = 2 ** z
    const spare = buffer / extent
    const box: Box = [(x - spare) / side, (y - spare) / side, (x + 1 + spare) / side, (y + 1 + spare) / side]
    const place = (line: DrawnLine) => placeLine(line, box, z, x, y)
    const grids: Feature[] = []
    for (const { grid, rings, box: around } of zoom.shapes) {
      if (!meet(around, box)) continue
      const cut = isWithin(around, box) ? place : (ring: DrawnLine) => clipRing(place(ring))
      const drawn = rings.map(ring => turned(cut(ring))).filter(ring => ring.length >= 6)
      if (drawn.length === 0) continue
      grids.push({
        id: grid.id,
        properties: [
          ['code', grid.code],
          ['level', grid.level],
        ],
        shape: { type: 'rings', rings: drawn },
      })
    }
    const borders: Feature[] = []
    for (const { level, line, box: around } of zoom.borders) {
      if (!meet(around, box)) continue
      const placed = place(line)
      const lines = (isWithin(around, box) ? [placed] : clipLine(placed))
        .map(whole)
        .filter(piece => piece.length >= 4)
      if (lines.length > 0)
        borders.push({ id: null, properties: [['level', level]], shape: { type: 'lines', lines } })
    }
    const names: Feature[] = []
    for (const { grid, x: lon, y: lat } of zoom.names) {
      const across = Math.floor((lon * side - x) * extent)
      const down = Math.floor((lat * side - y) * extent)
      // without a buffer: a name is in one tile alone
      if (across < 0 || down < 0 || across >= extent || down >= extent) continue
      const { zh, en } = grid.name
      const words = [['zh', zh], ...(en === undefined ? [] : [['en', en]])] as [string, string][]
      names.push({
        id: grid.id,
        properties: [['code', grid.code], ['level', grid.level], ...words],
        shape: { type: 'point', at: [across, down] },
      })
    }
    return encodeTile([
      { name: tileLayers.grids, features: grids },
      { name: tileLayers.borders, features: borders },
      { name: tileLayers.names, features: names },
    ])
  }

  /** Zoom from which each level is there, largest first. */
  get levels(): { key: string; fromZoom: number }[] {
    return this.#levels.map(({ key, fromZoom }) => ({ key, fromZoom }))
  }

  #level(key: string, isFirst: boolean, all: readonly TileGrid[]): Level {
    const grids = all.filter(grid => grid.level === key)
    const numberOf = new Map(grids.map((grid, i) => [grid.code, i]))
    const group = Int32Array.from(this.#partition.faces, face => {
      const owner = this.#chain(face.grid).find(grid => grid.level === key)
      return owner === undefined ? OUTSIDE : (numberOf.get(owner.code) ?? OUTSIDE)
    })
    const shapes = outlinesOf(this.#partition, group, grids.length).flatMap((outline, i): Shape[] => {
      const grid = grids[i]
      if (grid === undefined || outline.length === 0) return []
      const rings = outline.flat().map(ring => this.#verticesOf(ring))
      return [{ grid, rings, box: this.#boxOf(rings) }]
    })
    const widths = shapes
      .map(({ box: [west, north, east, south] }) => Math.sqrt((east - west) * (south - north)))
      .sort((a, b) => a - b)
    const typical = widths[widths.length >> 1] ?? 1
    const fromZoom = Math.min(
      highestZoom,
      Math.max(0, Math.ceil(Math.log2(legiblePixels / tilePixels / typical))),
    )
    return { key, shapes, group, grids, fromZoom: isFirst ? 0 : fromZoom }
  }

  #zoom(z: number): Zoom {
    const known = this.#zooms.get(z)
    if (known !== undefined) return known
    const levels = this.#levels.filter(({ fromZoom }) => fromZoom <= z)
    const finest = levels.at(-1)
    const { keeps, lines } = generalize(
      this.#partition,
      finest?.group ?? [],
      this.#at,
      z >= highestZoom ? 0 : tolerance / 2 ** z,
    )
    const codeOf = (group: number) => (group === OUTSIDE ? null : (finest?.grids[group]?.code ?? null))
    const made: Zoom = {
      shapes: levels.flatMap(({ shapes }) =>
        shapes.map(({ grid, rings, box }) => ({
          grid,
          rings: rings.map(ring => this.#drawn(ring.filter(v => keeps[v] === 1))),
          box,
        })),
      ),
      borders: lines.map(({ vertices, left, right }) => ({
        level: this.#parting(codeOf(left), codeOf(right)),
        line: this.#drawn(vertices),
        box: this.#boxOf([vertices]),
      })),
      names: this.#names.filter(({ level }) => levels.includes(level)),
    }
    this.#zooms.set(z, made)
    return made
  }

  #parting(left: string | null, right: string | null): string {
    if (left === null || right === null) return '*'
    const a = this.#chain(left)
    const b = this.#chain(right)
    return a.find((grid, i) => grid.code !== b[i]?.code)?.level ?? '*'
  }

  #drawn(vertices: Int32Array): DrawnLine {
    const { x, y } = this.#at
    const of = (axis: Float64Array) => Float64Array.from(vertices, v => axis[v] as number)
    return drawnLine(of(x), of(y))
  }

  /** The numbers of a ring's vertices, which the partition keeps in order. */
  #verticesOf(ring: Int32Array): Int32Array {
    const { xs, ys } = this.#partition
    const out = new Int32Array(ring.length / 2)
    for (let i = 0; i < out.length; i++) {
      const x = ring[2 * i] as number
      const y = ring[2 * i + 1] as number
      let low = 0
      let high = xs.length - 1
      while (low < high) {
        const middle = (low + high) >> 1
        const before = (xs[middle] as number) - x || (ys[middle] as number) - y
        if (before < 0) low = middle + 1
        else high = middle
      }
      out[i] = low
    }
    return out
  }

  #boxOf(lines: readonly Int32Array[]): Box {
    let [west, north, east, south] = [2, 2, -1, -1]
    for (const line of lines)
      for (const v of line) {
        const x = this.#at.x[v] as number
        const y = this.#at.y[v] as number
        if (x < west) west = x
        if (x > east) east = x
        if (y < north) north = y
        if (y > south) south = y
      }
    return [west, north, east, south]
  }
}

/** Surely: with a little to spare, since the tile's own numbers are rounded. */
function isWithin(a: Box, b: Box): boolean {
  const spare = (b[2] - b[0]) / extent
  return a[0] > b[0] + spare && a[2] < b[2] - spare && a[1] > b[1] + spare && a[3] < b[3] - spare
}

function meet(a: Box, b: Box): boolean {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]
}

/** In whole numbers, each place once. */
function whole(line: Line): number[] {
  const out: number[] = []
  for (let i = 0; i < line.length; i += 2) {
    const x = Math.round(line[i] as number)
    const y = Math.round(line[i + 1] as number)
    if (out.length > 0 && out.at(-2) === x && out.at(-1) === y) continue
    out.push(x, y)
  }
  return out
}

/** A ring in whole numbers, each place once. Ours turn against the clock, with y upwards; a tile's turn with it. */
function turned(ring: Line): number[] {
  const out = whole(ring)
  if (out.length > 2 && out.at(-2) === out[0] && out.at(-1) === out[1]) out.splice(-2)
  for (let i = 0, k = out.length - 2; i < k; i += 2, k -= 2) {
    const [x, y] = [out[i] as number, out[i + 1] as number]
    out[i] = out[k] as number
    out[i + 1] = out[k + 1] as number
    out[k] = x
    out[k + 1] = y
  }
  return out
}

function mercatorX(lon: number): number {
  return (lon + 180) / 360
}

function mercatorY(lat: number): number {
  const radians = (lat * Math.PI) / 180
  return (1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2
}
