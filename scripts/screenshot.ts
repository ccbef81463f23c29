import { statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { City } from '@jingwei/api/city/contract.ts'
import { GridPage } from '@jingwei/api/grids/contract.ts'
import { launchBrowser } from '../tests/support/browser.ts'
import { startConsole } from '../tests/support/console-process.ts'

/**
 * `tsx scripts/screenshot.ts`: takes the README's picture, `docs/screenshot.png`, of the demo city as it is after a start.
 * CONSOLE_URL names a console that runs already.
 */
const file = fileURLToPath(new URL('../docs/screenshot.png', import.meta.url))
const screen = { width: 1366, height: 768 }
/** The README is read over slow lines too. */
const mostBytes = 600_000

const running = process.env.CONSOLE_URL
const console_ = running ? null : await startConsole()
try {
  await console_?.ready()
  await takePicture(running ?? console_?.url ?? '')
} finally {
  await console_?.stop()
}

async function takePicture(url: string) {
  const browser = await launchBrowser()
  try {
    const context = await browser.newContext({
      viewport: screen,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      colorScheme: 'light',
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    await page.goto(`${url}/?${await busiestView(url)}`)
    await page.waitForFunction(() => performance.getEntriesByName('map-drawn').length > 0)
    await page.locator('.heat-figures').waitFor()
    await page.locator('.panel').waitFor()
    writeFileSync(file, await settled(() => page.screenshot({ animations: 'disabled' })))
  } finally {
    await browser.close()
  }
  const { size } = statSync(file)
  console.log(`docs/screenshot.png: ${Math.round(size / 1000)} kB`)
  if (size > mostBytes) throw new Error(`more than ${mostBytes / 1000} kB`)
}

/** The part of the city where most is open, with its grid's panel and the heat. */
async function busiestView(url: string): Promise<URLSearchParams> {
  const get = (path: string): Promise<unknown> => fetch(`${url}/api/${path}`).then(answer => answer.json())
  const { levels } = City.parse(await get('city'))
  const { grids } = GridPage.parse(await get(`grids?level=${levels[0]?.key}&limit=500`))
  const [busiest] = grids.toSorted((a, b) => b.openIncidents - a.openIncidents)
  if (!busiest) throw new Error('the city has no grids')
  const [lon, lat] = busiest.labelPoint
  return new URLSearchParams({
    map: `${lon},${lat},12.8`,
    show: 'districts,grids,names,centers,incidents,heat',
    grid: busiest.code,
  })
}

/** The picture once it stays the same: heat and names arrive after the first one. */
async function settled(picture: () => Promise<Buffer>): Promise<Buffer> {
  for (let before = await picture(); ; ) {
    const now = await picture()
    if (now.equals(before)) return now
    before = now
  }
}
