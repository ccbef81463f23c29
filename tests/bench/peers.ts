import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** The libraries that we compare with: an install of their own, so that the product's stays light. */
const folder = import.meta.dirname
const load = createRequire(join(folder, 'package.json'))

/** Installs what `package.json` beside this file pins, unless it is there. */
export function installPeers(): void {
  if (existsSync(join(folder, 'node_modules'))) return
  console.log('Installing what we compare with (once; some 100 MB) …')
  const args = ['--yes', 'pnpm@12', 'install', '--ignore-workspace', '--frozen-lockfile']
  const { status } = spawnSync('npx', args, { cwd: folder, stdio: 'inherit' })
  if (status !== 0) throw new Error('the libraries to compare with could not be installed')
}

export type Area = { readonly code: string; readonly coordinates: number[][][] }
export type Finder = (lon: number, lat: number) => string | undefined

interface Box {
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}

type Polygon = { type: 'Polygon'; coordinates: number[][][] }
type Feature = { type: 'Feature'; properties: { code: string }; geometry: Polygon }

/** Every library asked the same question: which of the areas has a point. */
export function finders(areas: readonly Area[]): Record<string, Finder> {
  const features = areas.map(
    ({ code, coordinates }): Feature => ({
      type: 'Feature',
      properties: { code },
      geometry: { type: 'Polygon', coordinates },
    }),
  )
  const collection = { type: 'FeatureCollection', features }

  const whichPolygon = load('which-polygon') as (c: unknown) => (at: number[]) => { code: string } | undefined
  const which = whichPolygon(collection)

  const PolygonLookup = load('polygon-lookup') as new (
    c: unknown,
  ) => { search(x: number, y: number): { properties: { code: string } } | undefined }
  const lookup = new PolygonLookup(collection)

  const { default: Flatbush } = load('flatbush') as {
    default: new (
      n: number,
    ) => { add(...box: number[]): void; finish(): void; search(...box: number[]): number[] }
  }
  const hao = load('point-in-polygon-hao') as (at: number[], rings: number[][][]) => boolean | 0
  const tree = new Flatbush(areas.length)
  const boxes = areas.map(boxOf)
  for (const { minX, minY, maxX, maxY } of boxes) tree.add(minX, minY, maxX, maxY)
  tree.finish()

  const { default: RBush } = load('rbush') as {
    default: new () => {
      load(items: (Box & { feature: Feature })[]): void
      search(box: Box): { feature: Feature }[]
    }
  }
  const { booleanPointInPolygon } = load('@turf/boolean-point-in-polygon') as {
    booleanPointInPolygon: (at: number[], feature: Feature) => boolean
  }
  const bush = new RBush()
  bush.load(boxes.map((box, i) => ({ ...box, feature: features[i] as Feature })))

  return {
    'which-polygon': (lon, lat) => which([lon, lat])?.code,
    'polygon-lookup': (lon, lat) => lookup.search(lon, lat)?.properties.code,
    'flatbush + point-in-polygon-hao': (lon, lat) => {
      for (const i of tree.search(lon, lat, lon, lat))
        if (hao([lon, lat], areas[i]?.coordinates ?? []) !== false) return areas[i]?.code
      return undefined
    },
    'rbush + turf': (lon, lat) =>
      bush
        .search({ minX: lon, minY: lat, maxX: lon, maxY: lat })
        .find(({ feature }) => booleanPointInPolygon([lon, lat], feature))?.feature.properties.code,
  }
}

function boxOf({ coordinates }: Area): Box {
  const [shell = []] = coordinates
  const xs = shell.map(([x = 0]) => x)
  const ys = shell.map(([, y = 0]) => y)
  return { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) }
}

/** What DuckDB's client gives, as far as we use it. */
export interface Duck {
  run(sql: string): Promise<unknown>
  runAndReadAll(sql: string): Promise<{ getColumns(): unknown[][]; getRows(): unknown[][] }>
  closeSync(): void
}

/** An analytic engine in memory, on one thread as ours is. */
export async function openDuck(): Promise<Duck> {
  const { DuckDBInstance } = load('@duckdb/node-api') as {
    DuckDBInstance: {
      create(path: string, options: Record<string, string>): Promise<{ connect(): Promise<Duck> }>
    }
  }
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  return instance.connect()
}
