import type { Browser } from './browser.ts'
import { countsOf } from './wall-page.ts'

export interface Sample {
  /** Share of the day that has been played. */
  readonly at: number
  /** JavaScript objects after garbage collection, in bytes. */
  readonly heap: number
  /** What the browser's own parts hold for them, in bytes. */
  readonly embedder: number
  readonly nodes: number
  readonly listeners: number
}

export interface Soak {
  readonly samples: readonly Sample[]
  /** Steps that the wall was told, of those in the log of that day. */
  readonly heard: number
  readonly logged: number
  readonly doubled: number
  /** What the page complained of. */
  readonly errors: readonly string[]
}

const hourMs = 3_600_000
/** A week back: in the demo city as well a day with cases, and one that is over. */
const daysBack = 7

interface Options {
  readonly seconds: number
  readonly samples: number
  /** Every scene stays so long: in a short soak, too, each is mounted several times. */
  readonly sceneSeconds?: number
}

/** Plays a whole day of the past on a wall within `seconds`, and looks at its memory all the while. */
export async function soakWall(
  browser: Browser,
  url: string,
  { seconds, samples, sceneSeconds }: Options,
): Promise<Soak> {
  const { timeZone } = await (await fetch(`${url}/api/city`)).json()
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(Date.now() - daysBack * 24 * hourMs)
  const speed = Math.round((24 * 3600) / seconds)
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' })
  const errors: string[] = []
  page.on('pageerror', error => errors.push(error.message))
  if (sceneSeconds !== undefined) {
    const { levels } = await (await fetch(`${url}/api/city`)).json()
    const { grids } = await (await fetch(`${url}/api/grids?level=${levels[0].key}&limit=2`)).json()
    const largest: string[] = grids.map(({ code }: { code: string }) => code)
    await page.route('**/api/wall/programme', async route => {
      const answer = await route.fetch()
      const programme = await answer.json()
      await route.fulfill({
        response: answer,
        json: { ...programme, scenes: shortly(programme.scenes, sceneSeconds, largest) },
      })
    })
  }
  await page.goto(`${url}/wall?replay=${day}&speed=${speed}`, { timeout: 120_000 })
  await page.locator('.wall[data-heard]').waitFor({ timeout: 120_000 })
  const taken: Sample[] = []
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  const began = Date.now()
  for (let i = 1; i <= samples; i++) {
    const due = began + (i * seconds * 1000) / samples
    await new Promise(done => setTimeout(done, Math.max(0, due - Date.now())))
    await session.send('HeapProfiler.collectGarbage')
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize, embedderHeapUsedSize = 0 } = (await session.send('Runtime.getHeapUsage')) as {
      usedSize: number
      embedderHeapUsedSize?: number
    }
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
    taken.push({
      at: i / samples,
      heap: usedSize,
      embedder: embedderHeapUsedSize,
      nodes,
      listeners: jsEventListeners,
    })
  }
  const logged = await stepsOf(url, day, timeZone)
  // the last steps of the day are told once its clock has come to the end
  await page
    .waitForFunction(
      count => Number(document.querySelector('.wall')?.getAttribute('data-heard')) >= count,
      logged,
      { timeout: 60_000 },
    )
    .catch(() => undefined)
  const [heard, doubled] = await countsOf(page)
  await page.close()
  return { samples: taken, heard, logged, doubled, errors }
}

const rounds = 3

/** The grids, one after another, would take longer than a short soak: two chosen ones stand for them in each round, and they come last. */
function shortly(scenes: readonly { kind: string }[], seconds: number, grids: readonly string[]) {
  const chosen = grids.map(grid => ({ kind: 'chosen', title: { zh: grid }, grids: [grid], classes: [] }))
  const isLong = ({ kind }: { kind: string }) => kind === 'grids'
  const round = [...scenes.filter(scene => !isLong(scene)), ...chosen]
  const all = [...Array.from({ length: rounds }, () => round).flat(), ...scenes.filter(isLong)]
  return all.map(scene => ({ ...scene, seconds }))
}

/** How much the memory grew after the first tenth: the middle of the last fifth to the middle of the second tenth and a little. */
export function growthOf(samples: readonly Sample[]): number {
  const early = samples.filter(({ at }) => at > 0.1 && at <= 0.35).map(({ heap }) => heap)
  const late = samples.filter(({ at }) => at > 0.8).map(({ heap }) => heap)
  return middle(late) / middle(early) - 1
}

async function stepsOf(url: string, day: string, timeZone: string): Promise<number> {
  const noon = Date.parse(`${day}T12:00:00Z`)
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: 'numeric', hourCycle: 'h23' })
  let from = noon - Number(clock.format(noon)) * hourMs
  let count = 0
  for (let hour = 0; hour < 24; hour++) {
    const span = new URLSearchParams({
      from: new Date(from).toISOString(),
      to: new Date(from + hourMs).toISOString(),
    })
    count += (await (await fetch(`${url}/api/wall/steps?${span}`)).json()).steps.length
    from += hourMs
  }
  return count
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
