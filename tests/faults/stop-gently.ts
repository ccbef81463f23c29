import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { City } from '@jingwei/api/city/contract.ts'
import { drill } from '../support/drill.ts'
import { EventReader } from '../support/event-reader.ts'

/**
 * Proves that a console which is asked to stop under load finishes what it has begun: every request that it had taken is answered, open
 * pages are told goodbye and when to come back, the process ends with 0 in time, and a page that comes back misses nothing.
 */
const senders = 24
const pages = 50
const loadMs = 3000
/** Sent so shortly before the signal, a request may not have reached the console. */
const underWayMs = 50
const mostMs = 15_000

interface Sent {
  readonly at: number
  readonly id: number | null
  readonly failure: string | null
}

await drill('stop-gently', { on: ['embedded', 'postgis'] }, async d => {
  let running = await d.start()
  await running.ready()
  const city = City.parse(await (await fetch(`${running.url}/api/city`)).json())
  const readers = await Promise.all(
    Array.from({ length: pages }, () => new EventReader(`${running.url}/api/events`).connect()),
  )
  const sent: Sent[] = []
  let stopping = false
  const send = async () => {
    while (!stopping) sent.push(await report(running.url, city))
  }
  const sending = Array.from({ length: senders }, send)
  await new Promise(done => setTimeout(done, loadMs))

  const exit = once(running.child, 'exit')
  const askedAt = Date.now()
  running.child.kill('SIGTERM')
  await new Promise(done => setTimeout(done, underWayMs))
  stopping = true
  const [code] = (await exit) as [number | null]
  const took = Date.now() - askedAt
  await Promise.all(sending)

  d.check(code === 0, 'exit code', String(code))
  d.check(took < mostMs, 'ended after', `${took} ms`)
  const taken = sent.filter(({ at }) => at < askedAt - underWayMs)
  const open = taken.filter(({ at, id }) => id !== null && at > askedAt - 2000).length
  const cut = taken.filter(({ failure }) => failure !== null)
  d.check(
    cut.length === 0,
    'requests taken before the signal and not answered',
    `${cut.length} of ${taken.length}`,
  )
  d.say(
    `${sent.filter(({ id }) => id !== null).length} reports confirmed, ${open} of them in the last two seconds`,
  )
  const after = sent.filter(({ at, failure }) => at >= askedAt - underWayMs && failure !== null)
  const sorts = [...new Set(after.map(({ failure }) => failure))].join(' ')
  d.check(
    after.every(({ failure }) => failure !== 'internal'),
    'requests after the signal are answered or refused, never half done',
    `${after.length} refused ${sorts}`,
  )
  const told = readers.filter(({ signs, isOpen }) => !isOpen && signs.some(({ type }) => type === 'bye'))
  d.check(told.length === pages, 'open pages told goodbye', `${told.length} of ${pages}`)

  running = await d.start()
  await running.ready()
  const confirmed = new Set(sent.flatMap(({ id }) => (id === null ? [] : [id])))
  await Promise.all(readers.map(reader => reader.connect()))
  await Promise.all(
    readers.map(reader =>
      reader
        .until(({ steps }) => steps.filter(({ id }) => confirmed.has(id)).length >= confirmed.size)
        .catch(() => {}),
    ),
  )
  const missed = readers.filter(({ steps }) => {
    const heard = steps.map(({ id }) => id).filter(id => confirmed.has(id))
    return heard.length !== confirmed.size || new Set(heard).size !== heard.length
  })
  d.check(
    missed.length === 0,
    'pages that came back and missed or doubled a report',
    `${missed.length} of ${pages}`,
  )
  for (const reader of readers) reader.cut()
  d.check((await running.stop()) === 0, 'stops once more')
})

/** On a connection of its own: what is sent on a kept one may meet its end. */
function report(url: string, city: City): Promise<Sent> {
  const [west, south, east, north] = city.bounds
  const body = JSON.stringify({
    lon: (west + east) / 2,
    lat: (south + north) / 2,
    classCode: city.classes[0]?.code,
    title: '停机演练 a drill',
  })
  const at = Date.now()
  return new Promise(resolve => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const asked = request(`${url}/api/incidents`, { method: 'POST', headers, agent: new Agent() }, answer => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', part => {
        text += part
      })
      answer.on('error', error => resolve({ at, id: null, failure: error.message }))
      answer.on('end', () => {
        const said = JSON.parse(text) as { id: number; code: string }
        resolve(
          answer.statusCode === 201
            ? { at, id: said.id, failure: null }
            : { at, id: null, failure: said.code },
        )
      })
    })
    asked.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ at, id: null, failure: error.code ?? error.message }),
    )
    asked.end(body)
  })
}
