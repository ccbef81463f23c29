import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Driver, readersOf, soon } from '../support/console-driver.ts'
import { type ConsoleProcess, startConsole } from '../support/console-process.ts'
import { freePort } from '../support/free-port.ts'
import { coloursOf, countsOf, feedOf, seqOf, whenNot } from '../support/wall-page.ts'

/** A console of its own, started again and again on one folder and at one address. */
const folder = mkdtempSync(join(tmpdir(), 'jingwei-e2e-start-'))
let running: ConsoleProcess | undefined
const reader = readersOf(() => running?.url ?? '')

let port = 0
beforeAll(async () => {
  port = await freePort()
})
afterAll(async () => {
  await running?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The one before it, if there is one, is stopped. */
async function start(): Promise<ConsoleProcess> {
  await running?.stop()
  running = await startConsole({ DATA_DIR: folder, PORT: String(port) })
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

async function opens(console: Driver): Promise<boolean> {
  return console.given.page().then(
    () => true,
    () => false,
  )
}
