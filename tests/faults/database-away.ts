import { IncidentPage } from '@jingwei/api/incidents/contract.ts'
import { zh as problems } from '../../web/src/i18n/problems.zh.ts'
import { isRunning } from '../support/console-process.ts'
import { drill } from '../support/drill.ts'
import { EventReader } from '../support/event-reader.ts'
import { percentile } from '../support/load-console.ts'
import { ReportStream } from '../support/report-stream.ts'
import { openReportWriter } from '../support/report-writer.ts'

/**
 * Proves that the console outlives its PostgreSQL: the server is restarted under load, then taken away for 30 seconds. Requests are refused
 * at once with a code, open pages hear no heartbeat as long as nothing can be followed, everything goes on by itself when the server is
 * back, no confirmed report is lost, and every open page has heard each of them once. Somebody who was writing a report in a browser is told at
 * once, loses nothing, and sends it later without loading the page again.
 */
const awayMs = 30_000
const readers = 20
/** A page counts as followed for five seconds after the last look; then heartbeats must end. */
const trustMs = 7000
const mostRefusalMs = 6000
/** A page tries again every eight seconds at the longest. */
const pageBackMs = 30_000

await drill('database-away', { on: ['postgis'] }, async d => {
  const { cluster } = d
  if (cluster === null) throw new Error('no server')
  const running = await d.start()
  await running.ready()
  const pages = await Promise.all(
    Array.from({ length: readers }, () => new EventReader(`${running.url}/api/events`).connect()),
  )
  const writer = await openReportWriter(running.url, `断库时上报 ${Date.now()}`)
  d.later(() => writer.close())
  const stream = await ReportStream.begin(running.url, { senders: 8, restMilliseconds: 20 })
  await stream.until(300)

  let at = Date.now()
  await cluster.stop('fast')
  let server = await cluster.restart()
  d.later(() => server.stop('immediate'))
  const atRestart = stream.confirmed.size
  await stream.until(atRestart + 200)
  d.say(`server restarted; writes went on ${gap(stream.confirmedAt, at)} after the last one before`)

  at = Date.now()
  await server.stop('immediate')
  const beats = () => pages.reduce((sum, page) => sum + page.comments, 0)
  await pause(trustMs)
  const silentFrom = beats()
  const asked = await Promise.all(
    ['/api/health', '/api/incidents', '/api/city', '/api/events'].map(path => ask(running.url, path)),
  )
  const sent = Date.now()
  await writer.send()
  const told = await writer.refusal()
  d.check(
    told.includes(problems['database-unavailable']),
    'the page says why it cannot send',
    told.split('\n')[0],
  )
  d.check(Date.now() - sent < mostRefusalMs, 'told after', `${Date.now() - sent} ms`)
  await writer.feeds('stale', awayMs)
  d.check(
    (await writer.typed()) === writer.title,
    'the page keeps what was typed, and says that its picture ages',
  )
  await pause(awayMs - (Date.now() - at))
  d.check(beats() === silentFrom, 'heartbeats heard while nothing can be followed', beats() - silentFrom)
  d.check(
    asked.every(({ status }) => status === 503),
    'health, list, city and stream say 503 while it is away',
    asked.map(({ status, code, milliseconds }) => `${status} ${code} ${milliseconds} ms`).join(' · '),
  )
  server = await server.restart()
  const backAt = Date.now()
  const before = stream.confirmed.size
  await stream.until(before + 300)
  await stream.stop()
  const first = stream.confirmedAt.find(time => time >= backAt) ?? Number.NaN
  d.check(first - backAt < 15_000, 'first confirmation after the server was back', `${first - backAt} ms`)
  const refused = stream.refusals.filter(refusal => refusal.at >= at)
  const slowest = Math.max(...refused.map(({ milliseconds }) => milliseconds))
  d.check(
    refused.length > 0 && refused.every(({ code }) => code === 'database-unavailable'),
    'refusals, all with their code',
    `${refused.length}, ${[...new Set(stream.refusals.map(({ code }) => code))].join(' ')}`,
  )
  d.check(
    slowest <= mostRefusalMs,
    'slowest refusal',
    `${slowest} ms, median ${percentile(
      refused.map(({ milliseconds }) => milliseconds),
      0.5,
    )} ms`,
  )
  await writer.feeds('live', pageBackMs)
  d.check((await writer.typed()) === writer.title, 'the page follows again by itself, with what was typed')
  await writer.send()
  await writer.receipt(pageBackMs)
  d.check(writer.loads === 1, 'the report was sent from the same page', `loaded ${writer.loads} times`)
  const answer = await fetch(`${running.url}/api/incidents?q=${encodeURIComponent(writer.title)}`)
  const written = IncidentPage.parse(await answer.json()).incidents
  d.check(written.length === 1, 'it is there once', written.length)
  d.check(isRunning(running.child), 'the console was not restarted')
  d.check((await ask(running.url, '/api/health')).status === 200, 'health says ready again')
  const { lost, doubled, kept } = await stream.compare()
  d.check(lost === 0, 'confirmed reports lost', `${lost} of ${stream.confirmed.size}`)
  d.check(doubled === 0 && kept === stream.confirmed.size, 'reports doubled', doubled)

  const wanted = new Set([...stream.confirmed.values(), ...written.map(({ id }) => id)])
  await Promise.all(pages.map(page => page.until(({ steps }) => steps.length >= wanted.size).catch(() => {})))
  const wrong = pages.filter(({ steps }) => {
    const heard = steps.filter(step => step.verb === 'report').map(step => step.id)
    return (
      heard.length !== wanted.size ||
      heard.some(id => !wanted.has(id)) ||
      new Set(heard).size !== heard.length
    )
  })
  d.check(wrong.length === 0, 'open pages that missed or doubled a report', `${wrong.length} of ${readers}`)
  for (const page of pages) page.cut()
  d.check((await running.stop()) === 0, 'the console stops as it should')
})

async function ask(url: string, path: string) {
  const began = Date.now()
  const answer = await fetch(url + path, { signal: AbortSignal.timeout(20_000) })
  const body = (await answer.json()) as { code?: string; status: string }
  return { status: answer.status, code: body.code ?? body.status, milliseconds: Date.now() - began }
}

/** Longest silence after a moment. */
function gap(times: readonly number[], from: number): string {
  const after = times.filter(time => time >= from - 1000)
  const longest = Math.max(...after.slice(1).map((time, i) => time - (after[i] ?? time)))
  return `${longest} ms`
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(done => setTimeout(done, milliseconds))
}
