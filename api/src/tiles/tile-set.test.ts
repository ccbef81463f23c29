import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoFolder } from '@jingwei/geodata/demo-folder.ts'
import { buildPartition } from '@jingwei/geodata/geometry/partition.ts'
import { type UglyCoverage, uglyCoverage } from '@jingwei/geodata/geometry/testing/ugly-coverage.ts'
import { decodeTopology } from '@jingwei/geodata/geometry/topology.ts'
import { VectorTile } from '@mapbox/vector-tile'
import fc from 'fast-check'
import { PbfReader } from 'pbf'
import { expect, test } from 'vitest'
import { type CityFolder, readCityFolder } from '../city/city-folder.ts'
import { tileAt } from '../heat/cell.ts'
import { TileSet, type TileSource } from './tile-set.ts'

/** Tiles are read back by the reader that everybody uses, and neighbours must share every border in each of them. */

/** Degrees of a unit of the tiny coverages: they become some ten kilometres wide. */
const stretch = 20_000

function tinySource({ faces }: UglyCoverage): TileSource {
  const partition = buildPartition(
    faces.map(({ grid, rings }) => ({ grid, rings: rings.map(ring => ring.map(unit => unit * stretch)) })),
  )
  const codes = [...new Set(faces.map(({ grid }) => grid))].sort()
  const grids = codes.map((code, i) => ({
    ...{ id: i + 1, code, level: 'leaf', parent: null, name: { zh: code } },
    labelPoint: [0, 0] as const,
  }))
  return { partition, grids }
}

function demoSource({ topology }: CityFolder): TileSource {
  const partition = buildPartition(decodeTopology(topology))
  const grids = topology.grids.map((grid, i) => ({ ...grid, id: i + 1, labelPoint: [117, 32.6] as const }))
  return { partition, grids }
}

const demo = demoSource(await readCityFolder(demoFolder))

function tilesAround({ partition }: TileSource, zoom: number): { x: number; y: number }[] {
  const lon = (i: number) => (partition.xs[i] ?? 0) / 1e7
  const lat = (of: (...values: number[]) => number) =>
    partition.ys.reduce((a, b) => of(a, b), partition.ys[0] ?? 0) / 1e7
  const first = tileAt(lon(0), lat(Math.max), zoom)
  const last = tileAt(lon(partition.xs.length - 1), lat(Math.min), zoom)
  const across = Array.from({ length: last.x - first.x + 1 }, (_, i) => first.x + i)
  return across.flatMap(x => Array.from({ length: last.y - first.y + 1 }, (_, i) => ({ x, y: first.y + i })))
}

const read = (bytes: Uint8Array) => new VectorTile(new PbfReader(bytes))

/** Directed edges of all polygons of a level that no neighbour walks the other way; those along the tile's own edge do not count. */
function unpaired(tile: VectorTile, level: string): { free: string[]; edges: number } {
  const open = new Map<string, number>()
  const layer = tile.layers.grids
  let edges = 0
  const onCut = (a: number, b: number) => a === b && (a === -64 || a === 4096 + 64)
  for (let i = 0; i < (layer?.length ?? 0); i++) {
    const feature = layer?.feature(i)
    if (feature?.properties.level !== level) continue
    for (const ring of feature.loadGeometry())
      for (let k = 1; k < ring.length; k++) {
        const [a, b] = [ring[k - 1], ring[k]] as [{ x: number; y: number }, { x: number; y: number }]
        if (onCut(a.x, b.x) || onCut(a.y, b.y)) continue
        const forward = a.x < b.x || (a.x === b.x && a.y < b.y)
        const key = forward ? `${a.x} ${a.y} ${b.x} ${b.y}` : `${b.x} ${b.y} ${a.x} ${a.y}`
        open.set(key, (open.get(key) ?? 0) + (forward ? 1 : -1))
        edges++
      }
  }
  return { free: [...open].filter(([, count]) => count !== 0).map(([key]) => key), edges }
}

/** Edges of the border around everything, as the tile draws it. */
function outerEdges(tile: VectorTile): Set<string> {
  const found = new Set<string>()
  const layer = tile.layers.borders
  for (let i = 0; i < (layer?.length ?? 0); i++) {
    const feature = layer?.feature(i)
    if (feature?.properties.level !== '*') continue
    for (const line of feature.loadGeometry())
      for (let k = 1; k < line.length; k++) {
        const [a, b] = [line[k - 1], line[k]] as [{ x: number; y: number }, { x: number; y: number }]
        const forward = a.x < b.x || (a.x === b.x && a.y < b.y)
        found.add(forward ? `${a.x} ${a.y} ${b.x} ${b.y}` : `${b.x} ${b.y} ${a.x} ${a.y}`)
      }
  }
  return found
}

function strangers(source: TileSource, z: number): { found: unknown[]; edges: number } {
  const set = new TileSet(source)
  const levels = set.levels.filter(({ fromZoom }) => fromZoom <= z)
  const found: unknown[] = []
  let edges = 0
  for (const { x, y } of tilesAround(source, z)) {
    const bytes = set.tile(z, x, y)
    if (bytes.length === 0) continue
    const tile = read(bytes)
    const outer = outerEdges(tile)
    for (const { key } of levels) {
      const { free, edges: walked } = unpaired(tile, key)
      edges += walked
      found.push(...free.filter(edge => !outer.has(edge)).map(edge => ({ z, x, y, key, edge })))
    }
  }
  return { found, edges }
}

test.each([4, 6, 7, 8, 9, 10, 11, 12, 13])(
  'the demo city: neighbours share their borders in every tile of zoom %d',
  z => {
    const { found, edges } = strangers(demo, z)
    expect(found).toEqual([])
    expect(edges).toBeGreaterThan(0)
  },
)

test('random borders with holes and exclaves: the same, and each ring turns as it must', () => {
  fc.assert(
    fc.property(uglyCoverage, fc.integer({ min: 8, max: 15 }), (coverage, z) => {
      fc.pre(coverage.faces.length > 0)
      const source = tinySource(coverage)
      expect(strangers(source, z).found).toEqual([])
      // what is covered inside of the tiles is what the faces cover, to the rounding of their vertices
      const set = new TileSet(source)
      if (z < 15) return
      const drawn = tilesAround(source, z).reduce((sum, { x, y }) => sum + areaInside(set.tile(z, x, y)), 0)
      const faces = coverage.faces.reduce((sum, face) => sum + faceArea(face.rings, z), 0)
      expect(Math.abs(drawn / faces - 1)).toBeLessThan(0.01)
    }),
    { numRuns: 60 },
  )
})

/** Of all polygons of a tile without its buffer, in its units: shells count, holes count against. */
function areaInside(bytes: Uint8Array): number {
  const layer = bytes.length === 0 ? undefined : read(bytes).layers.grids
  let sum = 0
  for (let i = 0; i < (layer?.length ?? 0); i++)
    for (const ring of layer?.feature(i).loadGeometry() ?? []) sum += ringArea(ring.slice(0, -1).map(cut))
  return sum

  function cut({ x, y }: { x: number; y: number }) {
    return { x: Math.max(0, Math.min(4096, x)), y: Math.max(0, Math.min(4096, y)) }
  }
}

/** Positive with the clock, as y runs downwards. */
function ringArea(ring: readonly { x: number; y: number }[]): number {
  return ring.reduce((sum, { x, y }, i) => {
    const next = ring[(i + 1) % ring.length] ?? { x: 0, y: 0 }
    return sum + (x * next.y - next.x * y) / 2
  }, 0)
}

/** In units of the tiles of a zoom, near the equator. */
function faceArea(rings: readonly ArrayLike<number>[], z: number): number {
  const scale = ((stretch / 1e7 / 360) * 2 ** z * 4096) ** 2
  return rings.reduce((sum, ring) => {
    const places = Array.from({ length: ring.length / 2 }, (_, i) => ({
      x: ring[2 * i] ?? 0,
      y: -(ring[2 * i + 1] ?? 0),
    }))
    return sum - ringArea(places) * scale
  }, 0)
}

test('ids and codes are those of the grids, in every tile; a tile beside the city is empty', () => {
  const set = new TileSet(demo)
  const seen = new Map<string, number | undefined>()
  for (const { x, y } of tilesAround(demo, 12)) {
    const layer = read(set.tile(12, x, y)).layers.grids
    for (let i = 0; i < (layer?.length ?? 0); i++) {
      const feature = layer?.feature(i)
      const code = String(feature?.properties.code)
      expect(seen.get(code) ?? feature?.id).toBe(feature?.id)
      seen.set(code, feature?.id)
    }
  }
  for (const [code, id] of seen) expect(demo.grids[(id ?? 0) - 1]?.code).toBe(code)
  expect(seen.size).toBeGreaterThan(1000)
  expect(set.tile(10, 1, 1)).toHaveLength(0)
})

test('GDAL reads the same polygons', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-tiles-'))
  try {
    const set = new TileSet(demo)
    const z = 11
    const { x, y } = tilesAround(demo, z).find(at => set.tile(z, at.x, at.y).length > 20_000) ?? {
      x: 0,
      y: 0,
    }
    const bytes = set.tile(z, x, y)
    mkdirSync(join(folder, `${z}/${x}`), { recursive: true })
    const file = join(folder, `${z}/${x}/${y}.mvt`)
    writeFileSync(file, bytes)
    const args = [
      '-f',
      'GeoJSON',
      '-t_srs',
      'EPSG:4326',
      '-oo',
      'CLIP=NO',
      '/vsistdout/',
      `MVT:${file}`,
      'grids',
    ]
    const theirs: GeoJSON.FeatureCollection = JSON.parse(
      execFileSync('ogr2ogr', args, { encoding: 'utf8', maxBuffer: 1e8 }),
    )
    const layer = read(bytes).layers.grids
    expect(theirs.features).toHaveLength(layer?.length ?? 0)
    expect(theirs.features.length).toBeGreaterThan(50)
    theirs.features.forEach((feature, i) => {
      const ours = layer?.feature(i)
      expect(feature.properties?.code).toBe(ours?.properties.code)
      const places = (geometry: GeoJSON.Geometry | undefined) =>
        geometry?.type === 'Polygon'
          ? [geometry.coordinates]
          : geometry?.type === 'MultiPolygon'
            ? geometry.coordinates
            : []
      const [a, b] = [places(feature.geometry), places(ours?.toGeoJSON(x, y, z).geometry)]
      expect(a.map(polygon => polygon.map(ring => ring.length))).toEqual(
        b.map(polygon => polygon.map(ring => ring.length)),
      )
      const far = a.flat(2).map(([lon = 0, lat = 0], k) => {
        const [ourLon = 0, ourLat = 0] = b.flat(2)[k] ?? []
        return Math.max(Math.abs(lon - ourLon), Math.abs(lat - ourLat))
      })
      expect(Math.max(...far)).toBeLessThan(1e-6)
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
