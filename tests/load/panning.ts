import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { loadavg } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, launchBrowser, type Page } from '../support/browser.ts'
import { startConsole } from '../support/console-process.ts'

/**
 * `node --import tsx tests/load/panning.ts [url] [rounds]`: drags the map in a Chromium that draws WebGL in software, one move a frame, at two sizes of
 * screen, with the usual layers and with everything on. Beside it, in the same round, an empty map of the same size (MapLibre with one colour): what the
 * machine needs for moving any map at all. Without a URL it starts a console of its own. Prints, for each:
 *   drawn   milliseconds from navigation to the map's first whole picture (a new browser profile; the server is warm)
 *   median, p95   milliseconds between two frames of a drag; the first drag, by which the page learns how fast the machine is, is not counted
 *   script  milliseconds of JavaScript a frame, on the page's main thread
 *   ratio   median frame to that of the empty map
 * Ends with code 1 when with everything on the median frame takes longer than the goal of its size, one in twenty longer than twice that, its
 * script more than 6 ms, or when the map is drawn later than 4 s. All of it is meant for a machine that does nothing else: the load is printed.
 */
const rounds = Number(process.argv[3] ?? 3)
const sizes = [
  { size: [1366, 768], goalMs: 33 },
  { size: [1920, 1080], goalMs: 50 },
] as const
const everything = 'districts,grids,names,centers,incidents,heat'
const kinds = ['empty', 'usual', 'everything'] as const
type Kind = (typeof kinds)[number]

const framesOfDrag = 60
const framesOfFirstDrag = 14
const mostScriptMs = 6
const mostDrawnMs = 4000
const wholeRunMs = 15 * 60_000

type Drag = { readonly frames: number[]; readonly scriptMs: number }
type Row = { readonly drawnMs: number; readonly frames: number[]; readonly scriptMs: number[] }

const watchdog = setTimeout(() => {
  console.error('FAILED: the test did not end in time')
  process.exit(1)
}, wholeRunMs)
const named = process.argv[2]
const own = named === undefined ? await startConsole() : null
try {
  await own?.ready()
  const browser = await launchBrowser()
  try {
    process.exitCode = await measure(browser, (named ?? own?.url ?? '').replace(/\/$/, ''))
  } finally {
    await browser.close()
  }
} finally {
  await own?.stop()
  clearTimeout(watchdog)
}

async function measure(browser: Browser, url: string): Promise<number> {
  const faults: string[] = []
  for (const { size, goalMs } of sizes) {
    const rows = await dragAll(browser, url, size)
    const floor = at(rows.empty.frames, 0.5)
    for (const kind of kinds) {
      const { drawnMs, frames, scriptMs } = rows[kind]
      const [median, p95, script] = [at(frames, 0.5), at(frames, 0.95), at(scriptMs, 0.5)]
      console.log(
        `${size.join('×').padEnd(10)} ${kind.padEnd(11)} drawn ${ms(drawnMs)}  median ${ms(median)}  p95 ${ms(p95)}  script ${script.toFixed(1).padStart(5)} ms  ratio ${(median / floor).toFixed(1)}`,
      )
      if (kind !== 'everything') continue
      if (median > goalMs) faults.push(`${size.join('×')}: ${Math.round(median)} ms a frame`)
      if (p95 > 2 * goalMs) faults.push(`${size.join('×')}: one frame in twenty ${Math.round(p95)} ms`)
      if (script > mostScriptMs) faults.push(`${size.join('×')}: ${script.toFixed(1)} ms of script a frame`)
      if (drawnMs > mostDrawnMs) faults.push(`${size.join('×')}: drawn after ${Math.round(drawnMs)} ms`)
    }
  }
  const load = loadavg()
    .map(n => n.toFixed(1))
    .join(' ')
  console.log(faults.length === 0 ? `PASSED (load ${load})` : `FAILED (load ${load}): ${faults.join('; ')}`)
  return faults.length === 0 ? 0 : 1
}

/** Kinds take turns, so that whatever else the machine does meets all of them. */
async function dragAll(browser: Browser, url: string, size: readonly [number, number]) {
  const rows = {} as Record<Kind, Row>
  const pages = {} as Record<Kind, Page>
  for (const kind of kinds) {
    const page = await open(browser, url, kind, size)
    pages[kind] = page
    const drawnMs = await page.evaluate(() => performance.getEntriesByName('map-drawn')[0]?.startTime ?? 0)
    rows[kind] = { drawnMs, frames: [], scriptMs: [] }
    await drag(page, framesOfFirstDrag)
  }
  for (let round = 0; round < rounds; round++) {
    for (const kind of kinds) {
      await pages[kind].bringToFront()
      const { frames, scriptMs } = await drag(pages[kind], framesOfDrag)
      rows[kind].frames.push(...frames)
      rows[kind].scriptMs.push(scriptMs)
    }
  }
  for (const kind of kinds) await pages[kind].context().close()
  return rows
}

async function open(browser: Browser, url: string, kind: Kind, [width, height]: readonly [number, number]) {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN' })
  const page = await context.newPage()
  if (kind === 'empty') await serveEmptyMap(page)
  const { bounds } = await (await fetch(`${url}/api/city`)).json()
  const [west, south, east, north] = bounds as [number, number, number, number]
  const map = `${((west + east) / 2).toFixed(4)},${((south + north) / 2).toFixed(4)},12`
  const path = { empty: '/empty-map/', usual: `/?map=${map}`, everything: `/?map=${map}&show=${everything}` }
  await page.goto(url + path[kind])
  await page.waitForFunction(() => performance.getEntriesByName('map-drawn').length > 0, null, {
    timeout: 90_000,
    polling: 100,
  })
  await page.waitForTimeout(2500)
  return page
}

/** Drags the map in circles, one move of the mouse a frame. */
async function drag(page: Page, frames: number): Promise<Drag> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const scriptSeconds = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN
  }
  const before = await scriptSeconds()
  const took = await page.evaluate(async count => {
    const canvas = document.querySelector('.maplibregl-canvas')
    const out: number[] = []
    let last = await new Promise<number>(requestAnimationFrame)
    // no named functions in here: the page does not know what the loader of this file makes of them
    for (let i = 0; i <= count + 1; i++) {
      canvas?.dispatchEvent(
        new MouseEvent(i === 0 ? 'mousedown' : i > count ? 'mouseup' : 'mousemove', {
          bubbles: true,
          cancelable: true,
          buttons: 1,
          clientX: innerWidth / 2 + Math.sin(i / 8) * 200,
          clientY: innerHeight / 2 + Math.cos(i / 8) * 120,
        }),
      )
      const now = await new Promise<number>(requestAnimationFrame)
      out.push(now - last)
      last = now
    }
    return out
  }, frames)
  const after = await scriptSeconds()
  // what the map does when it comes to rest belongs to no frame
  await page.waitForTimeout(1200)
  await session.detach()
  return { frames: took.slice(2), scriptMs: ((after - before) * 1000) / frames }
}

/** A page with nothing but MapLibre and one colour, from the same origin. */
async function serveEmptyMap(page: Page): Promise<void> {
  const web = createRequire(fileURLToPath(new URL('../../web/package.json', import.meta.url)))
  const folder = dirname(web.resolve('maplibre-gl/dist/maplibre-gl.css'))
  const html = `<!doctype html><link rel="stylesheet" href="maplibre-gl.css"><style>html,body,#map{margin:0;height:100%}</style>
<div id="map"></div><script type="module">
import { Map, setWorkerUrl } from './maplibre-gl.mjs'
setWorkerUrl('./maplibre-gl-worker.mjs')
const layers = [{ id: 'ground', type: 'background', paint: { 'background-color': '#eee' } }]
const map = new Map({ container: 'map', center: [0, 0], zoom: 12, attributionControl: false, style: { version: 8, sources: {}, layers } })
map.on('idle', () => performance.mark('map-drawn'))
</script>`
  const types = { css: 'text/css', mjs: 'text/javascript' } as const
  await page.route('**/empty-map/**', route => {
    const name = basename(new URL(route.request().url()).pathname)
    const kind = /\.(css|mjs)$/.exec(name)?.[1] as keyof typeof types | undefined
    if (kind === undefined) return route.fulfill({ contentType: 'text/html', body: html })
    return route.fulfill({ contentType: types[kind], body: readFileSync(join(folder, name), 'utf8') })
  })
}

/** The value below which a share of all lie. */
function at(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN
}

function ms(value: number): string {
  return `${value.toFixed(0).padStart(5)} ms`
}
