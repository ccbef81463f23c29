import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createApp } from '@jingwei/api/app.ts'
import { tileAt } from '@jingwei/api/heat/cell.ts'
import { serve } from '@jingwei/api/serve.ts'
import { TileSet } from '@jingwei/api/tiles/tile-set.ts'
import { toDegrees } from '@jingwei/geodata/geometry/units.ts'
import { askBare, closeAtOnce, listening } from './ask-bare.ts'
import type { Throwaway } from './database.ts'
import type { DemoGrids } from './demo-grids.ts'
import { faster, type Result, rates } from './measure.ts'

interface Tile {
  readonly z: number
  readonly x: number
  readonly y: number
}

const zooms = [8, 9, 10, 11, 12, 13]

/** Tiles made anew, against the best that a server around `ST_AsMVT` could do on this machine: the statement itself, by pgbench. */
export async function benchTiles(demo: DemoGrids, database: Throwaway, quick: boolean): Promise<Result[]> {
  const grids = demo.grids.map((grid, i) => ({ ...grid, id: i + 1, labelPoint: [0, 0] as const }))
  const set = new TileSet({ partition: demo.partition, grids })
  const tiles = tilesOver(demo).filter(({ z, x, y }) => set.tile(z, x, y).length > 0)
  console.log(`  ${tiles.length} tiles, zoom ${zooms[0]} to ${zooms.at(-1)}`)
  const theirs = await pgbenchRate(demo, database, tiles, quick ? 6 : 15)
  const found = await rates([
    {
      name: 'ours',
      run: () => {
        for (const { z, x, y } of tiles) gzipSync(set.tile(z, x, y), { level: 6 })
        return tiles.length
      },
    },
  ])
  if (theirs === null) return []
  return [
    faster(
      'vector tiles made and gzipped',
      found.get('ours') ?? 0,
      'ST_AsMVT by pgbench',
      theirs,
      'a second',
      4,
    ),
  ]
}

function tilesOver({ partition: { xs, ys } }: DemoGrids): Tile[] {
  const west = toDegrees(xs[0] ?? 0)
  const east = toDegrees(xs.at(-1) ?? 0)
  const south = toDegrees(ys.reduce((a, b) => Math.min(a, b)))
  const north = toDegrees(ys.reduce((a, b) => Math.max(a, b)))
  return zooms.flatMap(z => {
    const first = tileAt(west, north, z)
    const last = tileAt(east, south, z)
    const out: Tile[] = []
    for (let x = first.x; x <= last.x; x++) for (let y = first.y; y <= last.y; y++) out.push({ z, x, y })
    return out
  })
}

/** Polygons stored in the tiles' own projection, with an index: nothing is left to do but to cut and to write. */
async function pgbenchRate(
  demo: DemoGrids,
  { sql, cluster }: Throwaway,
  tiles: readonly Tile[],
  seconds: number,
): Promise<number | null> {
  const pgbench = ['/usr/bin/pgbench', '/usr/lib/postgresql/15/bin/pgbench'].find(existsSync)
  if (pgbench === undefined) {
    console.log('  pgbench is not installed: tiles are not compared with ST_AsMVT')
    return null
  }
  await sql`create table tile_grid (id int, code text, level int, geom geometry(Polygon, 3857))`
  for (const [level, areas] of demo.levels.entries())
    for (const [id, { code, coordinates }] of areas.entries())
      await sql`insert into tile_grid values (${id}, ${code}, ${level},
        ST_Transform(ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify({ type: 'Polygon', coordinates })}), 4326), 3857))`
  await sql`create index on tile_grid using gist (geom)`
  await sql`create table asked_tile (n int primary key, box geometry)`
  for (const [n, { z, x, y }] of tiles.entries())
    await sql`insert into asked_tile values (${n}, ST_TileEnvelope(${z}, ${x}, ${y}))`
  await sql`vacuum analyze tile_grid, asked_tile`
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-bench-'))
  const script = join(folder, 'tile.sql')
  writeFileSync(
    script,
    `\\set n random(0, ${tiles.length - 1})
with t as (select box from asked_tile where n = :n)
select ST_AsMVT(q, 'grids', 4096, 'geom', 'id') from (
  select g.id, g.code, g.level, ST_AsMVTGeom(g.geom, t.box, 4096, 64) as geom
  from tile_grid g, t where g.geom && ST_Expand(t.box, 0)) q;\n`,
  )
  const url = new URL(cluster.url)
  const args = [
    '-h',
    url.hostname,
    '-p',
    url.port,
    '-U',
    url.username,
    '-n',
    '-M',
    'prepared',
    '-c',
    '1',
    '-T',
    String(seconds),
    '-f',
    script,
    'postgres',
  ]
  const { stdout, stderr } = spawnSync(pgbench, args, { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  const rate = /tps = ([\d.]+)/.exec(stdout)?.[1]
  if (rate === undefined) throw new Error(`pgbench: ${stderr}`)
  return Number(rate)
}

/** Tiles that are made already: our server against one of Node alone that sends the same bytes, both asked by the same bare client. */
export async function benchCachedTiles(
  service: Parameters<typeof createApp>[0],
  path: string,
  quick: boolean,
): Promise<Result[]> {
  const app = createApp(service)
  const first = await app.request(path, { headers: { 'accept-encoding': 'gzip' } })
  const body = Buffer.from(await first.arrayBuffer())
  const ours = serve(service)
  const raw = createServer((_, answer) => {
    answer.writeHead(200, {
      'Content-Type': 'application/vnd.mapbox-vector-tile',
      'Content-Encoding': 'gzip',
      'Content-Length': body.length,
    })
    answer.end(body)
  })
  const [oursPort, rawPort] = [await listening(ours), await listening(raw)]
  const requests = quick ? 20_000 : 60_000
  try {
    const found = await rates([
      { name: 'ours', run: () => askBare(oursPort, requests, () => path) },
      { name: 'raw', run: () => askBare(rawPort, requests, () => path) },
    ])
    return [
      faster(
        'vector tiles already made, over HTTP',
        found.get('ours') ?? 0,
        'node:http alone',
        found.get('raw') ?? 0,
        'a second',
        0.8,
      ),
    ]
  } finally {
    closeAtOnce(ours)
    closeAtOnce(raw)
  }
}
