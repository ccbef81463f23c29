import { City } from '@jingwei/api/city/contract.ts'
import { Draft } from '@jingwei/api/drafts/contract.ts'
import { WallSteps } from '@jingwei/api/wall/contract.ts'
import type { GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import { bendsOf } from '../support/bends.ts'
import { launchBrowser, type Page } from '../support/browser.ts'
import { signIn } from '../support/demo-person.ts'
import { type Drill, drill } from '../support/drill.ts'
import { movedClock } from '../support/moved-clock.ts'
import { newerBuild } from '../support/newer-build.ts'
import { ReportStream } from '../support/report-stream.ts'
import { coloursOf, countsOf, feedOf, seqOf, whenNot, whetherEver } from '../support/wall-page.ts'

/**
 * Proves that a wall which nobody touches lives through everything that a year brings: the console is stopped, killed, the database is away
 * or hangs (PostGIS), the wall's machine sleeps, its graphics card forgets the picture, its clock is set back, boundaries are published, midnight
 * passes, a newer build is deployed. Each time it says within five seconds that its picture is not of now, is live again by itself, still
 * shows a city, and was told every step of the log once. It loads itself anew for the newer build alone. The console's clock is moved by
 * libfaketime (Debian: faketime), the wall's in its page.
 */
const saidWithinMs = 5000
/** A wall tries again every eight seconds at the longest, and a console starts in some seconds. */
const backWithinMs = 45_000
const awayMs = 12_000
/** Long enough for a wall to give its connection up and to try again, more than once. */
const hangsMs = 25_000
const sleepMs = 15_000
/** On the embedded database a publication takes eight seconds, on a busy machine more. */
const publishedWithinMs = 90_000
/** A shot and a serious case that interrupts it. */
const betweenShotsMs = 180_000
/** The city is drawn in gradients, borders and letters; a lost picture is one colour. */
const fewestColours = 40

/** For the page, before its own scripts. As text: what is compiled leans on helpers that a page does not have. */
const letTheClockBeMoved = `{
  const Real = Date
  let ahead = 0
  window.Date = class extends Real {
    constructor(...given) {
      super(...(given.length === 0 ? [Real.now() + ahead] : given))
    }
    static now() {
      return Real.now() + ahead
    }
  }
  window.moveClock = milliseconds => {
    ahead = milliseconds
  }
}`

await drill('wall-survives', { on: ['postgis', 'embedded'] }, async d => {
  const clock = movedClock(d.folder)
  const start = async () => {
    const running = await d.start(clock.settings)
    await running.opened()
    return running
  }
  let running = await start()
  const began = Date.now()
  const { url } = running
  const front = await newerBuild(url)
  d.later(() => front.close())
  const browser = await launchBrowser()
  d.later(() => browser.close())
  const commander = await signIn(url, 'commander')
  const screen: { token: string } = await (
    await commander.post('/api/screens', { name: '演练', days: 3 })
  ).json()
  const wall = await browser.newPage({ viewport: { width: 1280, height: 720 }, locale: 'zh-CN' })
  await wall.addInitScript({ content: letTheClockBeMoved })
  let loads = 0
  const complaints: string[] = []
  wall.on('load', () => loads++)
  wall.on('pageerror', error => complaints.push(error.message))
  await wall.goto(`${front.url}/wall#screen=${screen.token}`, { timeout: 60_000 })
  await wall.locator('.wall-figure').first().waitFor({ timeout: 60_000 })
  await becomes(wall, 'live')
  await drawn(d, wall, 'the wall is live')
  const first = await seqOf(wall)

  const reports = await ReportStream.begin(url, { senders: 2, restMilliseconds: 700 })
  /** What is done to it; then it is live again, its picture is there, and it has heard of what is reported from now on. */
  const survives = async (what: string, work: () => Promise<unknown>, isNoticed = true) => {
    const said = isNoticed ? await whenNot(wall, 'live') : null
    await work()
    const after = Date.now()
    const saidMs = (await said?.()) ?? null
    await becomes(wall, 'live')
    const confirmed = [...reports.confirmed.values()].length
    await reports.until(confirmed + 3)
    d.say(`${what}: live after ${Date.now() - after} ms more`)
    if (saidMs !== null) d.check(saidMs <= saidWithinMs, `${what}: said after`, `${Math.round(saidMs)} ms`)
    await drawn(d, wall, what)
  }

  await survives('console stopped and started', async () => {
    await running.stop()
    running = await start()
  })
  await survives('console killed and started', async () => {
    await running.kill()
    running = await start()
  })
  const { cluster } = d
  if (cluster !== null) {
    let server = cluster
    await survives('database away', async () => {
      await cluster.stop('immediate')
      await pause(awayMs)
      server = await cluster.restart()
      d.later(() => server.stop('immediate'))
    })
    await survives('database hangs', async () => {
      const said = await whenNot(wall, 'live')
      const goOn = server.hang()
      d.later(goOn)
      await said()
      const saidAgain = await whetherEver(wall, 'live')
      await pause(hangsMs)
      d.check(!(await saidAgain()), 'database hangs: never said to be live', (await feedOf(wall)) ?? '')
      goOn()
    })
  }
  await survives(
    'machine asleep',
    async () => {
      const session = await wall.context().newCDPSession(wall)
      await session.send('Page.setWebLifecycleState', { state: 'frozen' })
      await pause(sleepMs)
      await session.send('Page.setWebLifecycleState', { state: 'active' })
    },
    false,
  )
  await survives('picture lost', () => wall.evaluate(loseThePicture).then(() => pause(8000)), false)
  await survives('clock of the wall set back', () => wall.evaluate(moveTheClock, -3_600_000), false)
  await survives('clock of the wall right again', () => wall.evaluate(moveTheClock, 0), false)
  await survives(
    'boundaries published',
    async () => {
      const asked = wall.waitForRequest(/\/topology$/, { timeout: publishedWithinMs })
      const version = await publish(url)
      const fetched = (await asked).url()
      d.check(fetched.includes(`/${version}/`), 'the new version is fetched', fetched.split('/api').at(-1))
    },
    false,
  )
  await reports.stop()
  await compare(d, wall, url, first, new Date(began - 1000), new Date(Date.now() + 60_000))
  d.check(loads === 1, 'all of that without loading the page again', `loaded ${loads} times`)

  await running.stop()
  front.release()
  running = await start()
  await wall.waitForEvent('load', { timeout: betweenShotsMs })
  await wall.locator('.wall-figure').first().waitFor({ timeout: 60_000 })
  await becomes(wall, 'live')
  await drawn(d, wall, 'newer build loaded')

  const { timeZone } = City.parse(await (await fetch(`${url}/api/city`)).json())
  const ahead = untilMidnight(timeZone) - 20_000
  clock.set(ahead / 1000)
  await wall.evaluate(moveTheClock, ahead)
  const dayBefore = await wall.locator('.wall-day').textContent()
  const reportedToday = async () =>
    Number(await wall.locator('[data-figure="reported-today"]').getAttribute('data-value'))
  const before = await reportedToday()
  await wall.waitForFunction(day => document.querySelector('.wall-day')?.textContent !== day, dayBefore, {
    timeout: 60_000,
  })
  await pause(15_000)
  const after = await reportedToday()
  d.check(after < before, 'midnight: reported today begins anew', `${before}, then ${after}`)
  await becomes(wall, 'live')
  await drawn(d, wall, 'after midnight')
  d.check(loads === 2, 'loaded again for the newer build alone', `loaded ${loads} times`)
  d.check(complaints.length === 0, 'errors in the page', complaints.slice(0, 3).join(' · ') || 0)
  d.check((await running.stop()) === 0, 'the console stops as it should')
})

function becomes(wall: Page, status: string): Promise<unknown> {
  return wall.locator(`.wall-feed[data-feed=${status}]`).waitFor({ timeout: backWithinMs })
}

async function drawn(d: Drill, wall: Page, when: string) {
  const colours = await coloursOf(wall)
  d.check(
    colours >= fewestColours && (await wall.locator('.maplibregl-canvas').count()) === 1,
    `${when}: the map is drawn`,
    `${colours} colours, ${await feedOf(wall)}`,
  )
}

/** Every step that the log has of that time was told once. */
async function compare(d: Drill, wall: Page, url: string, after: number, from: Date, to: Date) {
  const span = new URLSearchParams({ from: from.toISOString(), to: to.toISOString() })
  const { steps } = WallSteps.parse(await (await fetch(`${url}/api/wall/steps?${span}`)).json())
  const logged = steps.filter(({ seq }) => seq > after)
  const last = logged.at(-1)?.seq ?? 0
  await wall
    .waitForFunction(seq => Number(document.querySelector('.wall')?.getAttribute('data-seq')) >= seq, last, {
      timeout: backWithinMs,
    })
    .catch(() => {})
  const [heard, doubled] = await countsOf(wall)
  d.check(heard === logged.length, 'steps that the wall was told', `${heard} of ${logged.length}`)
  d.check(doubled === 0, 'told twice', doubled)
}

/** One border is bent a little, approved and published by another person. @returns the new version */
async function publish(url: string): Promise<number> {
  const city = City.parse(await (await fetch(`${url}/api/city`)).json())
  const topology = (await (await fetch(`${url}/api/grids/${city.version}/topology`)).json()) as GridTopology
  const [bend] = bendsOf(
    topology,
    city.levels.map(({ key }) => key),
  )
  const [officer, reviewer] = [await signIn(url, 'commander'), await signIn(url, 'administrator')]
  const draft = Draft.parse(await (await officer.post('/api/drafts', { title: '演练' })).json())
  await officer.post(`/api/drafts/${draft.id}/operations`, { rev: 0, operations: bend?.operations })
  await officer.post(`/api/drafts/${draft.id}/submit`)
  await reviewer.post(`/api/drafts/${draft.id}/approve`)
  const answer = await reviewer.post(`/api/drafts/${draft.id}/publish`)
  const body: { version: number } = await answer.json()
  if (!answer.ok) throw new Error(`not published: ${JSON.stringify(body)}`)
  return body.version
}

function untilMidnight(timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(Date.now())
  const of = (type: string) => Number(parts.find(part => part.type === type)?.value)
  return 86_400_000 - ((of('hour') * 60 + of('minute')) * 60 + of('second')) * 1000
}

/** In the page. */
function moveTheClock(ms: number) {
  ;(window as unknown as { moveClock(ms: number): void }).moveClock(ms)
}

/** In the page: for good, as a card that is reset takes it. */
function loseThePicture() {
  const canvas = document.querySelector<HTMLCanvasElement>('.maplibregl-canvas')
  canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext()
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(done => setTimeout(done, milliseconds))
}
