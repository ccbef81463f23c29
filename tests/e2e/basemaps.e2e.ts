import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '@jingwei/api/database/open.ts'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { pmtilesArchive, type Rgb, serveStyle, serveTiles } from '../support/basemaps.ts'
import { townDatabase } from '../support/city-database.ts'
import { type Driver, readersOf, soon } from '../support/console-driver.ts'
import { runningApi } from '../support/running-api.ts'
import { testService } from '../support/service.ts'

/** One town, served as deployments with other settings would. */
const magenta: Rgb = [214, 40, 150]
let database: Database
let url = ''
const reader = readersOf(() => url)
beforeAll(async () => {
  database = await townDatabase()
})

/** Its map, with nothing but grids above the basemap. */
async function deployed(settings: Readonly<Record<string, string>>): Promise<Driver> {
  url = await runningApi(testService(database, settings))
  const console = await reader()
  await console.given.view({ show: 'grids' })
  return console
}

test('a deployment that names raster tiles sees them below the grids, with their source', async () => {
  const tiles = await serveTiles(magenta)
  const console = await deployed({ BASEMAP_RASTER_URL: tiles.template, BASEMAP_ATTRIBUTION: '试验底图' })
  await expect.poll(() => tiles.asked.length, soon).toBeGreaterThan(0)
  await expect.poll(() => console.get.text('body'), soon).toContain('试验底图')
  await expect.poll(() => isTinted(console), soon).toBe(true)
  tiles.close()
})

test('a PMTiles file of the same machine is served by the console itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-e2e-basemap-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'plain.pmtiles')
  writeFileSync(file, pmtilesArchive(magenta))
  const console = await deployed({ BASEMAP_PMTILES: file, BASEMAP_ATTRIBUTION: '离线底图' })
  await expect.poll(() => isTinted(console), soon).toBe(true)
  expect(console.asked.filter(asked => !asked.startsWith(url) && !/^(data|blob):/.test(asked))).toEqual([])
})

test('a deployment that names a style sees its layers below the grids, and the grids when it cannot be reached', async () => {
  const tiles = await serveTiles(magenta)
  const style = await serveStyle(tiles.template, '样式底图')
  const console = await deployed({ BASEMAP_STYLE_URL: style.url })
  await expect.poll(() => isTinted(console), soon).toBe(true)
  await expect.poll(() => console.get.text('body'), soon).toContain('样式底图')
  tiles.close()
  style.close()
  await console.page.reload()
  await expect.poll(() => console.page.evaluate(drawnMarks), soon).toBe(1)
  expect(await isTinted(console)).toBe(false)
})

/** In the page: how often the map has said that the city is drawn. */
const drawnMarks = () => performance.getEntriesByName('map-drawn').length

/** The upper middle of the map, outside the city, has the basemap's hue: red well above green. */
async function isTinted(console: Driver): Promise<boolean> {
  const box = await console.page.locator('.map-canvas').boundingBox()
  const [red = 0, green = 0] = await console.get.colour(
    (box?.x ?? 0) + (box?.width ?? 0) * 0.5,
    (box?.y ?? 0) + 90,
  )
  return red - green > 20
}
