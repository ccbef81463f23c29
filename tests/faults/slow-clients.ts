import { get, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import postgres from 'postgres'
import { type Drill, drill } from '../support/drill.ts'
import { memoryFlags, memoryOf, percentile } from '../support/load-console.ts'
import { cityUrl } from '../support/prepared-city.ts'
import { ReportStream } from '../support/report-stream.ts'

/**
 * Proves that those who are slow, or mean to be, cost the others nothing. First 300 connections that send their head or their body a byte at
 * a time (slow-loris): reports of others are confirmed as quickly as before, and every trickler is cut off. Then 1,000 open pages of which
 * 200 stop reading: the others hear every report once, the console's memory stays bounded, and when the stuck ones have left too much unread
 * they are let go and can come back.
 */
const tricklers = 300
const trickleEveryMs = 1000
const mostTrickleMs = 75_000
const pages = 1000
const stuck = 200
const reports = 3000
const floodedPages = 50
const floodedSteps = 20_000
/** What one reader may leave unread is 512 KB (`api/src/events/client.ts`); a page that reads costs next to nothing. */
const mostGrowthBytes = stuck * 512 * 1024 + 120 * 1024 * 1024
const mostP99Ms = 2500

await drill('slow-clients', { on: ['postgis', 'embedded'] }, async d => {
  const running = await d.start({}, memoryFlags)
  await running.ready()
  const { url } = running

  const calm = await confirmTimes(url, 100)
  const slow = Array.from({ length: tricklers }, (_, i) => trickle(url, i % 2 === 0 ? 'head' : 'body'))
  const crowded = await confirmTimes(url, 300)
  const p99 = percentile(crowded, 0.99)
  d.check(
    p99 < mostP99Ms,
    'p99 of reports among 300 tricklers',
    `${p99.toFixed(0)} ms, without them ${percentile(calm, 0.99).toFixed(0)} ms`,
  )
  const ends = await Promise.all(slow)
  const late = ends.filter(ms => ms > mostTrickleMs).length
  d.check(
    late === 0,
    'tricklers cut off',
    `${ends.length - late} of ${tricklers}, the last after ${(Math.max(...ends) / 1000).toFixed(0)} s`,
  )

  const before = await memoryOf(running.child)
  const open: Page[] = []
  for (let i = 0; i < pages; i += 50)
    open.push(...(await Promise.all(Array.from({ length: 50 }, (_, j) => openPage(url, i + j < stuck)))))
  const readers = open.filter(page => !page.isStuck)
  const stream = await ReportStream.begin(url, { senders: 12, total: reports })
  let most = 0
  const watch = setInterval(async () => {
    most = Math.max(most, (await memoryOf(running.child)).held)
  }, 5000)
  const began = Date.now()
  await stream.done
  clearInterval(watch)
  d.say(
    `${reports} reports in ${((Date.now() - began) / 1000).toFixed(1)} s, ${pages} pages open, ${stuck} of them stuck`,
  )
  await until(() => readers.every(page => page.heard >= reports), 15_000)
  const missed = readers.filter(page => page.heard !== reports).length
  d.check(missed === 0, 'reading pages that missed or doubled a report', `${missed} of ${readers.length}`)
  const times = stream.confirmedAt.length
  d.check(times === reports && stream.refusals.length === 0, 'reports refused', stream.refusals.length)
  most = Math.max(most, (await memoryOf(running.child)).held)
  const growth = most - before.held
  d.check(
    growth < mostGrowthBytes,
    'memory held more',
    `${(growth / 1e6).toFixed(0)} MB at most, bound ${(mostGrowthBytes / 1e6).toFixed(0)} MB`,
  )
  for (const page of open) page.end()
  await pause(1000)
  const after = await memoryOf(running.child)
  d.check(
    after.held - before.held < 120 * 1024 * 1024,
    'memory held when all have gone',
    `${((after.held - before.held) / 1e6).toFixed(0)} MB more`,
  )
  if (d.cluster === null)
    d.say('not tried here: so much that a stuck page is let go; it wants to write into the database')
  else await flood(d, url, cityUrl(d.cluster), [...stream.confirmed.values()][0] ?? 0)
  d.check((await running.stop()) === 0, 'the console stops as it should')
})

/** More than the system's buffers and ours hold: whoever does not read is let go, the others hear it all. */
async function flood(d: Drill, url: string, databaseUrl: string, incident: number) {
  const [some, others] = await Promise.all([
    Promise.all(Array.from({ length: floodedPages }, () => openPage(url, true, 'comment'))),
    Promise.all(Array.from({ length: 5 }, () => openPage(url, false, 'comment'))),
  ])
  const sql = postgres(databaseUrl, { max: 1 })
  const part = 500
  for (let from = 2; from < 2 + floodedSteps; from += part)
    await sql`
      insert into incident_event (incident_id, rev, verb, status, at, data, hash)
      select ${incident}, n, 'comment', 'reported', now(), '{}', '\\x00' from generate_series(${from}::int, ${from + part - 1}::int) as n`
  await sql.end()
  await until(() => others.every(page => page.heard >= floodedSteps), 60_000)
  const heard = others.filter(page => page.heard === floodedSteps).length
  d.check(heard === others.length, 'pages that heard every step of a flood', `${heard} of ${others.length}`)
  // One that was let go reads what was still on its way, and then the end.
  for (const page of some) page.resume()
  await until(() => some.every(page => page.isClosed()), 30_000)
  const gone = some.filter(page => page.isClosed() && page.heard < floodedSteps).length
  d.check(gone === some.length, `stuck pages beside them that were let go`, `${gone} of ${some.length}`)
  for (const page of [...some, ...others]) page.end()
}

/** Milliseconds until each report was confirmed, by four senders. */
async function confirmTimes(url: string, count: number): Promise<number[]> {
  const stream = await ReportStream.begin(url, { senders: 4, total: count })
  await stream.done
  return stream.confirmMilliseconds
}

/** @returns after how many milliseconds the other side had enough */
function trickle(url: string, part: 'head' | 'body'): Promise<number> {
  const { hostname, port } = new URL(url)
  const began = Date.now()
  return new Promise(resolve => {
    const socket: Socket = connect(Number(port), hostname)
    if (part === 'body')
      socket.write(
        'POST /api/incidents HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{',
      )
    else socket.write('GET /api/city HTTP/1.1\r\nHost: x\r\nX-Slow: ')
    const timer = setInterval(() => {
      if (Date.now() - began > 2 * mostTrickleMs) socket.destroy()
      else socket.write('a')
    }, trickleEveryMs)
    socket.on('error', () => {})
    socket.on('data', () => {})
    socket.on('end', () => socket.destroy())
    socket.on('close', () => {
      clearInterval(timer)
      resolve(Date.now() - began)
    })
  })
}

interface Page {
  isStuck: boolean
  heard: number
  resume(): void
  isClosed(): boolean
  end(): void
}

/** A page that listens and counts one kind of step, since the city's own clocks speak too; a stuck one reads its beginning and nothing more. */
function openPage(url: string, isStuck: boolean, verb = 'report'): Promise<Page> {
  const mark = `"verb":"${verb}"`
  return new Promise((resolve, reject) => {
    const request = get(`${url}/api/events`, { agent: false }, (answer: IncomingMessage) => {
      if (answer.statusCode !== 200) return reject(new Error(`the stream answered ${answer.statusCode}`))
      const page: Page = {
        isStuck,
        heard: 0,
        resume() {
          page.isStuck = false
          answer.resume()
        },
        isClosed: () => answer.destroyed || answer.complete,
        end: () => answer.destroy(),
      }
      let rest = ''
      answer.setEncoding('utf8')
      answer.on('error', () => {})
      answer.on('data', (text: string) => {
        const parts = (rest + text).split(mark)
        page.heard += parts.length - 1
        // A mark may be cut in two.
        rest = (parts.at(-1) ?? '').slice(1 - mark.length)
        if (page.isStuck) answer.pause()
        resolve(page)
      })
    })
    request.on('error', reject)
  })
}

async function until(holds: () => boolean, milliseconds: number): Promise<void> {
  const deadline = Date.now() + milliseconds
  while (!holds() && Date.now() < deadline) await pause(100)
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(done => setTimeout(done, milliseconds))
}
