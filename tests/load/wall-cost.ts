import { loadavg } from 'node:os'
import { City } from '@jingwei/api/city/contract.ts'
import { launchBrowser, type Page } from '../support/browser.ts'
import { startConsole } from '../support/console-process.ts'
import { createSender } from '../support/load-console.ts'

/**
 * `node --import tsx tests/load/wall-cost.ts [url] [seconds]`: a wall at 1920×1080 in a Chromium that draws WebGL in software, with at least 1,000 open
 * incidents and 20 reports a second. Once in ten seconds it writes down what the page's main thread did: its own processor time (which other
 * work on the machine does not change), script, layout, and the frames that were drawn. Ends with code 1 when the main thread was busy for half
 * of the time or more. Without a URL it starts a console of its own.
 */
const named = process.argv[2]
const seconds = Number(process.argv[3] ?? 60)
const perSecond = 20
const leastOpen = 1000
const mostBusy = 0.5
const everySeconds = 10

const own = named === undefined ? await startConsole({ REPORTS_PER_MINUTE: '100000' }) : null
try {
  await own?.ready()
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' })
    process.exitCode = await measure(page, (named ?? own?.url ?? '').replace(/\/$/, ''))
  } finally {
    await browser.close()
  }
} finally {
  await own?.stop()
}

async function measure(page: Page, url: string): Promise<number> {
  const city = City.parse(await (await fetch(`${url}/api/city`)).json())
  const [west, south, east, north] = city.bounds
  const send = createSender(url)
  let sent = 0
  const report = () =>
    send('/api/incidents', {
      lon: west + (east - west) * (0.3 + 0.4 * Math.random()),
      lat: south + (north - south) * (0.3 + 0.4 * Math.random()),
      classCode: city.classes[sent++ % city.classes.length]?.code,
      title: `压力测试 load test ${sent}`,
    })
  const { figures } = await (await fetch(`${url}/api/wall`)).json()
  for (let open = figures[0].value; open < leastOpen; open++) await report()
  await page.goto(`${url}/wall`, { timeout: 120_000 })
  await page.locator('.wall-feed[data-feed="live"]').waitFor({ timeout: 120_000 })
  await page.waitForFunction(() => performance.getEntriesByName('wall-drawn').length > 0, null, {
    timeout: 120_000,
  })

  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    const of = (name: string) => metrics.find(metric => metric.name === name)?.value ?? Number.NaN
    return {
      at: performance.now(),
      busy: of('TaskDuration'),
      script: of('ScriptDuration'),
      layout: of('LayoutDuration') + of('RecalcStyleDuration'),
      frames: await page.evaluate(
        () => (window as unknown as { frames: { count: number } }).frames?.count ?? 0,
      ),
    }
  }
  await page.evaluate(() => {
    const frames = { count: 0 }
    Object.assign(window, { frames })
    const observer = new PerformanceObserver(list => {
      frames.count += list.getEntries().length
    })
    observer.observe({ type: 'long-animation-frame' })
  })
  const began = await read()
  let last = began
  const timer = setInterval(() => void report(), 1000 / perSecond)
  for (let passed = 0; passed < seconds; passed += everySeconds) {
    await new Promise(done => setTimeout(done, everySeconds * 1000))
    const now = await read()
    say(last, now)
    last = now
  }
  clearInterval(timer)
  const busy = (last.busy - began.busy) / ((last.at - began.at) / 1000)
  const isGood = busy < mostBusy
  console.log(
    `${isGood ? 'PASSED' : 'FAILED'}: main thread ${percent(busy)}, ${sent} reports (load ${loadavg()[0]?.toFixed(1)})`,
  )
  return isGood ? 0 : 1
}

type Reading = { at: number; busy: number; script: number; layout: number; frames: number }

function say(before: Reading, now: Reading): void {
  const span = (now.at - before.at) / 1000
  console.log(
    `busy ${percent((now.busy - before.busy) / span)}  script ${percent((now.script - before.script) / span)}  layout ${percent((now.layout - before.layout) / span)}  frames over 50 ms: ${now.frames - before.frames}`,
  )
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1).padStart(5)} %`
}
