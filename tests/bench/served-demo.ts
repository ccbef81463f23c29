import { randomBytes } from 'node:crypto'
import { parseKeyring } from '@jingwei/api/access/keyring.ts'
import { createApp } from '@jingwei/api/app.ts'
import { readCityFolder } from '@jingwei/api/city/city-folder.ts'
import { loadCity } from '@jingwei/api/city/load-city.ts'
import { migrate } from '@jingwei/api/database/migrate.ts'
import { openServer } from '@jingwei/api/database/open.ts'
import { openFeed } from '@jingwei/api/events/open-feed.ts'
import { memoryStore } from '@jingwei/api/evidence/testing/memory-store.ts'
import { createAtlases } from '@jingwei/api/grids/atlases.ts'
import { Startup } from '@jingwei/api/health/startup.ts'
import { tileAt } from '@jingwei/api/heat/cell.ts'
import { openHeatStore } from '@jingwei/api/heat/open-heat-store.ts'
import { createLog } from '@jingwei/api/log.ts'
import { Metrics } from '@jingwei/api/metrics/metrics.ts'
import type { Service } from '@jingwei/api/service.ts'
import { readSettings } from '@jingwei/api/settings.ts'
import { Tiles } from '@jingwei/api/tiles/tiles.ts'
import { demoFolder } from '@jingwei/geodata/demo-folder.ts'
import postgres from 'postgres'

/** The program around the demo city in a database of its own, and the path of a tile in its middle. */
export async function serveDemo(
  clusterUrl: string,
): Promise<{ service: Service; url: string; tile: string; stop(): Promise<void> }> {
  const admin = postgres(clusterUrl, { max: 1, onnotice: () => {} })
  await admin`create database served`
  await admin.end()
  const url = new URL(clusterUrl)
  url.pathname = 'served'
  const database = await openServer(url.href, createLog('silent'))
  await database.sql`create extension if not exists postgis`
  await migrate(database.sql)
  await loadCity(database.sql, await readCityFolder(demoFolder), { demo: true, now: new Date() })
  const startup = new Startup()
  startup.report('done', 1)
  startup.open()
  const service: Service = {
    settings: readSettings({}),
    log: createLog('silent'),
    startup,
    database,
    atlases: createAtlases(),
    keyring: parseKeyring(randomBytes(32).toString('base64')),
    setup: { code: null },
    heat: openHeatStore(() => service),
    feed: openFeed(() => service),
    tiles: new Tiles(),
    metrics: new Metrics(),
    evidence: memoryStore(),
  }
  const about = (await (await createApp(service).request('/tiles/grids.json')).json()) as {
    tiles: string[]
    bounds: number[]
  }
  const [west = 0, south = 0, east = 0, north = 0] = about.bounds
  const { x, y } = tileAt((west + east) / 2, (south + north) / 2, 12)
  const tile = new URL(about.tiles[0] ?? '').pathname
    .replace(/%7B/g, '{')
    .replace(/%7D/g, '}')
    .replace('{z}/{x}/{y}', `12/${x}/${y}`)
  return { service, url: url.href, tile, stop: () => database.close() }
}
