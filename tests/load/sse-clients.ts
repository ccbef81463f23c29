import { get, type IncomingMessage } from 'node:http'
import { City } from '@jingwei/api/city/contract.ts'
import { createSender, percentile, startLoadConsole } from '../support/load-console.ts'

/**
 * `node --import tsx tests/load/sse-clients.ts [clients]`: 1,000 clients listen to `/api/events` of a console of its own on loopback; reports
 * are sent one after another, and each must reach every client within a second of being answered. Memory is what the console's process holds
 * more per client while they are connected, garbage collected, and what it grew by; the larger one counts. On the embedded database, or, with DATABASE_URL, on that server. Ends with code 1 when an event
 * is late, missing or doubled, or a client costs more than 20 KB.
 */
const clients = Number(process.argv[2] ?? 1000)
const reports = 20
const mostMilliseconds = 1000
const mostBytesPerClient = 20 * 1024
const wholeRunMs = 10 * 60_000

interface Client {
  readonly answer: IncomingMessage
  /** Sequence numbers in the order heard, each with its moment. */
  readonly heard: { seq: string; at: number }[]
}

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
  const send = createSender(url)
  const city = City.parse(await (await fetch(`${url}/api/city`)).json())
  const [west, south, east, north] = city.bounds
  const report = (i: number) =>
    send('/api/incidents', {
      lon: (west + east) / 2,
      lat: (south + north) / 2,
      classCode: city.classes[i % city.classes.length]?.code,
      title: `压力测试 load test ${i}`,
    })
  // What the first connections and reports cost once is not a client's.
  const early = await connectMany(url, 100)
  for (let i = 0; i < 50; i++) await report(i)
  for (const { answer } of early) answer.destroy()
  const before = await console_.memory()

  const began = performance.now()
  const listening = await connectMany(url, clients)
  const connectedMs = performance.now() - began
  const after = await console_.memory()
  const delays: number[] = []
  let missing = 0
  for (let i = 0; i < reports; i++) {
    const { status } = await report(i)
    const answeredAt = performance.now()
    if (status !== 201) throw new Error(`a report was answered ${status}`)
    missing += await untilAllHeard(listening, i + 1)
    for (const { heard } of listening) delays.push((heard[i]?.at ?? Number.POSITIVE_INFINITY) - answeredAt)
  }
  const [first] = listening
  const order = first?.heard.map(({ seq }) => seq).join() ?? ''
  const different = listening.filter(({ heard }) => heard.map(({ seq }) => seq).join() !== order).length
  for (const { answer } of listening) answer.destroy()

  const held = (after.held - before.held) / clients
  const resident = (after.resident - before.resident) / clients
  const worst = delays.reduce((most, delay) => Math.max(most, delay), 0)
  console.log(`${database}: ${clients} clients connected in ${connectedMs.toFixed(0)} ms, ${reports} reports`)
  console.log(
    `after the answer: p50 ${percentile(delays, 0.5).toFixed(0)} ms · p99 ${percentile(delays, 0.99).toFixed(0)} ms · last client ${worst.toFixed(0)} ms`,
  )
  console.log(`missing ${missing} · clients that heard something else ${different}`)
  console.log(`memory per client: ${kilobytes(held)} held, the process grew by ${kilobytes(resident)}`)
  const isGood =
    missing === 0 &&
    different === 0 &&
    worst <= mostMilliseconds &&
    Math.max(held, resident) <= mostBytesPerClient
  console.log(`${isGood ? 'PASSED' : 'FAILED'}: all within ${mostMilliseconds} ms, at most 20 KB each`)
  return isGood ? 0 : 1
}

async function connectMany(url: string, count: number): Promise<Client[]> {
  const made: Client[] = []
  const batch = 50
  while (made.length < count) {
    const some = Math.min(batch, count - made.length)
    made.push(...(await Promise.all(Array.from({ length: some }, () => connect(url)))))
  }
  return made
}

/** Settles when the stream has said where it begins. */
function connect(url: string): Promise<Client> {
  return new Promise((resolve, reject) => {
    const request = get(`${url}/api/events`, { agent: false }, answer => {
      if (answer.statusCode !== 200) return reject(new Error(`the stream answered ${answer.statusCode}`))
      const client: Client = { answer, heard: [] }
      let text = ''
      answer.setEncoding('utf8')
      answer.on('error', () => {})
      answer.on('data', (part: string) => {
        text += part
        const blocks = text.split('\n\n')
        text = blocks.pop() ?? ''
        for (const block of blocks) {
          const seq = /^id: (\d+)$/m.exec(block)?.[1]
          if (seq === undefined) continue
          if (block.includes('\ndata: ')) client.heard.push({ seq, at: performance.now() })
          else resolve(client)
        }
      })
    })
    request.on('error', reject)
  })
}

/** @returns how many clients had not heard so many events within a generous time */
async function untilAllHeard(listening: readonly Client[], count: number): Promise<number> {
  const deadline = performance.now() + 5 * mostMilliseconds
  const waiting = () => listening.filter(({ heard }) => heard.length < count).length
  while (waiting() > 0 && performance.now() < deadline) await new Promise(done => setTimeout(done, 1))
  return waiting()
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`
}
