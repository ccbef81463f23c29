import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pmtilesArchive, type Rgb, serveStyle, serveTiles } from '../support/basemaps.ts'
import { readersOf, soon } from '../support/console-driver.ts'
import { type ConsoleProcess, startConsole } from '../support/console-process.ts'
import { freePort } from '../support/free-port.ts'
import { coloursOf, countsOf, feedOf, seqOf, whenNot } from '../support/wall-page.ts'

/** A console of its own, started again and again on one folder and at one address. */
const folder = mkdtempSync(join(tmpdir(), 'jingwei-e2e-start-'))
let running: ConsoleProcess | undefined
const reader = readersOf(() => running?.url ?? '')
const magenta: Rgb = [214, 40, 150]

let port = 0
beforeAll(async () => {
  port = await freePort()
})
afterAll(async () => {
  await running?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The one before it, if there is one, is stopped. */
async function start(settings: Readonly<Record<string, string>> = {}): Promise<ConsoleProcess> {
  await running?.stop()
  running = await startConsole({ DATA_DIR: folder, PORT: String(port), ...settings })
  return running
}

test('whoever opens the page too early sees what the start is doing, and then the city', async () => {
  const starting = await start()
  const console = await reader()
  await expect.poll(() => opens(console), soon).toBe(true)
  await expect.poll(() => console.get.text('body'), soon).toMatch(/创建数据库|准备数据表|装载|载入|建立索引/)
  expect(await console.page.getByRole('progressbar').count()).toBe(1)
  await starting.opened()
  await expect.poll(() => console.page.locator('.map-canvas canvas').count(), soon).toBeGreaterThan(0)
})

test('a wall sees its console killed and started again: it says so, comes back untouched, and is told each step once', async () => {
  const before = running ?? (await start())
  await before.opened()
  const { page, given, get } = await reader({ screen: [1280, 720] })
  let loads = 0
  page.on('load', () => loads++)
  await page.goto(`${before.url}/wall`)
  await expect.poll(() => feedOf(page), soon).toBe('live')
  const said = await whenNot(page, 'live')
  await before.kill()
  expect(await said()).toBeLessThanOrEqual(5000)
  const heard = await seqOf(page)
  const again = await start()
  await again.opened()
  const { grids } = await get.api('grids?limit=1')
  const [lon, lat] = grids[0].labelPoint
  await given.reported({ lon, lat }, '大屏重连之后')
  await expect.poll(() => feedOf(page), soon).toBe('live')
  await expect.poll(() => seqOf(page), soon).toBeGreaterThan(heard)
  const [, twice] = await countsOf(page)
  expect(twice).toBe(0)
  expect(loads).toBe(1)
  // an empty map has one colour
  expect(await coloursOf(page)).toBeGreaterThan(40)
})

test('a deployment that names raster tiles sees them below the grids, with their source', async () => {
  const tiles = await serveTiles(magenta)
  const started = await start({ BASEMAP_RASTER_URL: tiles.template, BASEMAP_ATTRIBUTION: '试验底图' })
  await started.opened()
  const console = await reader()
  await console.given.view({ show: 'grids' })
  await expect.poll(() => tiles.asked.length, soon).toBeGreaterThan(0)
  await expect.poll(() => console.get.text('body'), soon).toContain('试验底图')
  await expect.poll(() => isTinted(console), soon).toBe(true)
  tiles.close()
})

test('a PMTiles file of the same machine is served by the console itself', async () => {
  const file = join(folder, 'plain.pmtiles')
  writeFileSync(file, pmtilesArchive(magenta))
  const started = await start({ BASEMAP_PMTILES: file, BASEMAP_ATTRIBUTION: '离线底图' })
  await started.opened()
  const console = await reader()
  await console.given.view({ show: 'grids' })
  await expect.poll(() => isTinted(console), soon).toBe(true)
  const own = started.url
  expect(console.asked.filter(url => !url.startsWith(own) && !/^(data|blob):/.test(url))).toEqual([])
})

test('a deployment that names a style sees its layers below the grids, and the grids when it cannot be reached', async () => {
  const tiles = await serveTiles(magenta)
  const style = await serveStyle(tiles.template, '样式底图')
  const started = await start({ BASEMAP_STYLE_URL: style.url })
  await started.opened()
  const console = await reader()
  await console.given.view({ show: 'grids' })
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

type Console = Awaited<ReturnType<typeof reader>>

async function opens(console: Console): Promise<boolean> {
  return console.given.page().then(
    () => true,
    () => false,
  )
}

/** The upper middle of the map, outside the city, has the basemap's hue: red well above green. */
async function isTinted(console: Console): Promise<boolean> {
  const box = await console.page.locator('.map-canvas').boundingBox()
  const [red = 0, green = 0] = await console.get.colour(
    (box?.x ?? 0) + (box?.width ?? 0) * 0.5,
    (box?.y ?? 0) + 90,
  )
  return red - green > 20
}
