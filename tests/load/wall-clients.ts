import { get, type IncomingMessage } from 'node:http'
import { loadavg } from 'node:os'
import { City } from '@jingwei/api/city/contract.ts'
import { createSender, percentile, startLoadConsole } from '../support/load-console.ts'

/**
 * `node --import tsx tests/load/wall-clients.ts [walls] [seconds] [url]`: so many walls on one API process: each listens to `/api/wall/events` and, as the
 * page does, asks `/api/wall?after=…` after a step, never sooner than 1.5 s after its last answer. Meanwhile a case a second is reported. Ends with
 * code 1 when a wall misses a step, an answer fails or lacks a step that was told, or one in a hundred answers takes longer than 3 s. On the
 * embedded database, or, with DATABASE_URL, on that server; or on a console that runs already, whose memory is not asked for.
 */
const walls = Number(process.argv[2] ?? 1000)
const seconds = Number(process.argv[3] ?? 30)
const pauseMs = 1500
const most99Ms = 3000

interface Wall {
  readonly stream: IncomingMessage
  last: number
  heard: number
  answered: number
  isAsking: boolean
}

const answers: number[] = []
const faults: string[] = []
const named = process.argv[4]
const own = named === undefined ? await startLoadConsole(process.env.DATABASE_URL) : null
try {
  process.exitCode = await measure(named ?? own?.url ?? '')
} finally {
  await own?.stop()
}

async function measure(url: string): Promise<number> {
  const city = City.parse(await (await fetch(`${url}/api/city`)).json())
  const [west, south, east, north] = city.bounds
  const send = createSender(url)
  const all: Wall[] = []
  while (all.length < walls)
    all.push(
      ...(await Promise.all(Array.from({ length: Math.min(50, walls - all.length) }, () => open(url)))),
    )
  const before = await own?.memory()
  for (let second = 0; second < seconds; second++) {
    const began = performance.now()
    await send('/api/incidents', {
      lon: (west + east) / 2,
      lat: (south + north) / 2,
      classCode: city.classes[second % city.classes.length]?.code,
      title: `压力测试 load test ${second}`,
    })
    await new Promise(done => setTimeout(done, Math.max(0, began + 1000 - performance.now())))
  }
  await until(() => all.every(wall => wall.heard >= seconds && wall.answered >= wall.last))
  const after = await own?.memory()
  const missed = all.filter(({ heard }) => heard < seconds).length
  const behind = all.filter(wall => wall.answered < wall.last).length
  for (const { stream } of all) stream.destroy()
  const p99 = percentile(answers, 0.99)
  console.log(
    `${own?.database ?? named}: ${walls} walls, ${answers.length} pictures in ${seconds} s: p50 ${percentile(answers, 0.5).toFixed(0)} ms · p99 ${p99.toFixed(0)} ms`,
  )
  console.log(
    `missed a step ${missed} · behind at the end ${behind} · faults ${faults.length} ${faults.slice(0, 3).join(' | ')}`,
  )
  if (before !== undefined && after !== undefined)
    console.log(`memory: the process grew by ${((after.resident - before.resident) / 1e6).toFixed(0)} MB`)
  const isGood = missed === 0 && behind === 0 && faults.length === 0 && p99 <= most99Ms
  console.log(`${isGood ? 'PASSED' : 'FAILED'} (load ${loadavg()[0]?.toFixed(1)})`)
  return isGood ? 0 : 1
}

/** Settles when the stream has said where it begins. */
function open(url: string): Promise<Wall> {
  return new Promise((resolve, reject) => {
    const request = get(`${url}/api/wall/events`, { agent: false }, stream => {
      if (stream.statusCode !== 200) return reject(new Error(`the stream answered ${stream.statusCode}`))
      const wall: Wall = { stream, last: 0, heard: 0, answered: 0, isAsking: false }
      let text = ''
      stream.setEncoding('utf8')
      stream.on('error', () => {})
      stream.on('data', (part: string) => {
        text += part
        const blocks = text.split('\n\n')
        text = blocks.pop() ?? ''
        for (const block of blocks) {
          const seq = /^id: (\d+)$/m.exec(block)?.[1]
          if (seq === undefined) continue
          if (!block.includes('\ndata: ')) {
            resolve(wall)
            continue
          }
          wall.last = Number(seq)
          wall.heard++
          void ask(url, wall)
        }
      })
    })
    request.on('error', reject)
  })
}

async function ask(url: string, wall: Wall): Promise<void> {
  if (wall.isAsking) return
  wall.isAsking = true
  while (wall.answered < wall.last) {
    const [wanted, began] = [wall.last, performance.now()]
    try {
      const answer = await fetch(`${url}/api/wall?after=${wanted}`)
      const { seq } = await answer.json()
      if (!(seq >= wanted)) faults.push(`asked for ${wanted}, told ${seq} (${answer.status})`)
      wall.answered = wanted
      answers.push(performance.now() - began)
    } catch (error) {
      faults.push(String(error))
    }
    await new Promise(done => setTimeout(done, pauseMs))
  }
  wall.isAsking = false
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!holds() && performance.now() < deadline) await new Promise(done => setTimeout(done, 20))
}
