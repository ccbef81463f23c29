import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { pmtilesArchive, type Rgb, serveStyle, serveTiles } from '../support/basemaps.ts'
import { readersOf, soon } from '../support/console-driver.ts'
import { type ConsoleProcess, startConsole } from '../support/console-process.ts'

/** A console of its own, started again and again on one folder. */
const folder = mkdtempSync(join(tmpdir(), 'jingwei-e2e-start-'))
let running: ConsoleProcess | undefined
const reader = readersOf(() => running?.url ?? '')
const magenta: Rgb = [214, 40, 150]

afterEach(async () => {
  await running?.stop()
  running = undefined
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('whoever opens the page too early sees what the start is doing, and then the city', async () => {
  running = await startConsole({ DATA_DIR: folder })
  const console = await reader()
  await expect.poll(() => opens(console), soon).toBe(true)
  await expect.poll(() => console.get.text('body'), soon).toMatch(/创建数据库|准备数据表|装载|载入|建立索引/)
  expect(await console.page.getByRole('progressbar').count()).toBe(1)
  await running.opened()
  await expect.poll(() => console.page.locator('.map-canvas canvas').count(), soon).toBeGreaterThan(0)
})

test('a deployment that names raster tiles sees them below the grids, with their source', async () => {
  const tiles = await serveTiles(magenta)
  running = await startConsole({
    DATA_DIR: folder,
    BASEMAP_RASTER_URL: tiles.template,
    BASEMAP_ATTRIBUTION: '试验底图',
  })
  await running.opened()
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
  running = await startConsole({ DATA_DIR: folder, BASEMAP_PMTILES: file, BASEMAP_ATTRIBUTION: '离线底图' })
  await running.opened()
  const console = await reader()
  await console.given.view({ show: 'grids' })
  await expect.poll(() => isTinted(console), soon).toBe(true)
  const own = running.url
  expect(console.asked.filter(url => !url.startsWith(own) && !/^(data|blob):/.test(url))).toEqual([])
})

test('a deployment that names a style sees its layers below the grids, and the grids when it cannot be reached', async () => {
  const tiles = await serveTiles(magenta)
  const style = await serveStyle(tiles.template, '样式底图')
  running = await startConsole({ DATA_DIR: folder, BASEMAP_STYLE_URL: style.url })
  await running.opened()
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
