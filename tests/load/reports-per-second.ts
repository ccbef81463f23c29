import { loadavg } from 'node:os'
import { City } from '@jingwei/api/city/contract.ts'
import { ReportedIncident } from '@jingwei/api/incidents/contract.ts'
import { type Answer, createSender, percentile, startLoadConsole } from '../support/load-console.ts'

/**
 * `node --import tsx tests/load/reports-per-second.ts`: sends reports at a steady rate for a minute to a console of its own on loopback, with
 * the demo city: 60 a second on the embedded database, 200 with DATABASE_URL (a throw-away database on that server). Every report is sent at
 * its own moment, whether the ones before it were answered or not. Ends with code 1 when one is lost or the 99th percentile is over 250 ms.
 */
const seconds = Number(process.argv[2] ?? 60)
const warmUpReports = 100
const mostMilliseconds = 250
const wholeRunMs = 10 * 60_000

const watchdog = setTimeout(() => {
  console.error('FAILED: the test did not end in time')
  process.exit(1)
}, wholeRunMs)
const console_ = await startLoadConsole(process.env.DATABASE_URL)
try {
  process.exitCode = await measure()
} finally {
  await console_.stop()
  clearTimeout(watchdog)
}

async function measure(): Promise<number> {
  const { url, database } = console_
  const rate = database === 'server' ? 200 : 60
  const total = rate * seconds
  const send = createSender(url)
  const city = City.parse(await (await fetch(`${url}/api/city`)).json())
  const mark = `load-${Date.now()}`
  const reports = Array.from({ length: warmUpReports + total }, (_, i) => reportOf(city, mark, i))
  for (const report of reports.slice(0, warmUpReports)) await send('/api/incidents', report)

  console.log(
    `${database}: ${rate} reports a second for ${seconds} s, with ${city.demo ? 'the demo city' : city.code}`,
  )
  const answers: Promise<Answer>[] = []
  const began = performance.now()
  while (answers.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * rate))
    while (answers.length < due) answers.push(send('/api/incidents', reports[warmUpReports + answers.length]))
    await new Promise(done => setTimeout(done, 2))
  }
  const answered = await Promise.all(answers)
  const took = (performance.now() - began) / 1000

  const refused = answered.filter(({ status }) => status !== 201 && status !== 200)
  const ids = answered
    .filter(({ status }) => status === 201 || status === 200)
    .map(({ text }) => ReportedIncident.parse(JSON.parse(text)).id)
  const kept = await keptOf(url, ids)
  const times = answered.map(({ milliseconds }) => milliseconds)
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map(share => percentile(times, share))
  console.log(
    `answered ${answered.length} in ${took.toFixed(1)} s, ${(answered.length / took).toFixed(0)} a second`,
  )
  console.log(`p50 ${ms(p50)} · p95 ${ms(p95)} · p99 ${ms(p99)} · longest ${ms(Math.max(...times))}`)
  console.log(`load of this machine ${loadavg()[0]?.toFixed(1)}, others included`)
  console.log(
    `refused ${refused.length} · confirmed ${ids.length} · found again ${kept} · distinct ${new Set(ids).size}`,
  )
  const lost = ids.length - kept
  const isGood =
    refused.length === 0 &&
    lost === 0 &&
    new Set(ids).size === total &&
    (p99 ?? Number.NaN) <= mostMilliseconds
  console.log(
    `${isGood ? 'PASSED' : 'FAILED'}: ${lost} lost, p99 ${ms(p99)} (at most ${mostMilliseconds} ms)`,
  )
  return isGood ? 0 : 1
}

/** How many of the confirmed reports the list gives back. */
async function keptOf(url: string, ids: readonly number[]): Promise<number> {
  const wanted = new Set(ids)
  let found = 0
  let cursor = ''
  const lowest = Math.min(...ids)
  for (;;) {
    const answer = await fetch(`${url}/api/incidents?limit=500${cursor === '' ? '' : `&cursor=${cursor}`}`)
    const page: { incidents: { id: number }[]; next: string | null } = await answer.json()
    for (const { id } of page.incidents) if (wanted.delete(id)) found++
    const last = page.incidents.at(-1)
    if (page.next === null || last === undefined || last.id < lowest || found === ids.length) return found
    cursor = page.next
  }
}

/** Places all over the city, the same ones every time. */
function reportOf(city: City, mark: string, i: number) {
  const [west, south, east, north] = city.bounds
  const classes = city.classes
  return {
    lon: west + ((east - west) * ((i * 7919) % 1000)) / 1000,
    lat: south + ((north - south) * ((i * 104_729) % 1000)) / 1000,
    classCode: classes[i % classes.length]?.code,
    title: `${mark} ${i}`,
    text: '压力测试 load test',
    idempotencyKey: `${mark}-${i}`,
  }
}

function ms(value: number | undefined): string {
  return `${(value ?? Number.NaN).toFixed(0)} ms`
}
