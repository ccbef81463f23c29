import { mkdtempSync, openAsBlob, readFileSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { GridImport } from '@jingwei/api/imports/contract.ts'
import { demoFolder } from '@jingwei/geodata/demo-folder.ts'
import { decodeTopology, type GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import { writeBigGrids } from '../support/big-grid-file.ts'
import { type Person, signIn } from '../support/demo-person.ts'
import { percentile, startLoadConsole } from '../support/load-console.ts'

/**
 * `node --import tsx tests/load/big-import.ts [MEGABYTES]`: sends the demo city's grids, with a hundred times as many points, to a console of its
 * own on loopback (embedded, or with DATABASE_URL) or to the one at CONSOLE_URL, and cancels the same file once at every step. Ends with code 1 when `/api/health` takes more
 * than 200 ms at any time (which it was busy with then is printed), progress stands still for half a minute, or a cancelled import is not over within 15 seconds.
 */
const megabytes = Number(process.argv[2] ?? 100)
const mostHealthMs = 200
const mostStillMs = 30_000
const mostCancelMs = 15_000
/** After the last import is over: its thread may still be cleared away. */
const calmMs = 3000
const worstShown = 5
const wholeRunMs = 20 * 60_000

/** In a thread of its own: what this process itself is busy with is no wait for the console. */
const asker = `
  const { parentPort, workerData } = require('node:worker_threads')
  const { get, Agent } = require('node:http')
  const agent = new Agent({ keepAlive: true })
  const ask = () => {
    const began = performance.now()
    get(workerData, { agent }, answer => answer.resume().on('end', () => {
      parentPort.postMessage(performance.now() - began)
      setTimeout(ask, 50)
    })).on('error', ask)
  }
  ask()`

const watchdog = setTimeout(() => {
  console.error('FAILED: the test did not end in time')
  process.exit(1)
}, wholeRunMs)
const folder = mkdtempSync(join(tmpdir(), 'jingwei-big-'))
const console_ = await (process.env.CONSOLE_URL === undefined
  ? startLoadConsole(process.env.DATABASE_URL)
  : { url: process.env.CONSOLE_URL, database: process.env.CONSOLE_URL, stop: async () => {} })
try {
  process.exitCode = await measure()
} finally {
  await console_.stop()
  rmSync(folder, { recursive: true, force: true })
  clearTimeout(watchdog)
}

async function measure(): Promise<number> {
  const path = join(folder, 'grids.geojson')
  const demo: GridTopology = JSON.parse(readFileSync(join(demoFolder, 'topology.json'), 'utf8'))
  writeBigGrids(
    path,
    { faces: decodeTopology(demo), grids: demo.grids },
    { bytes: megabytes * 1e6, loose: 1000 },
  )
  console.log(
    `${console_.database}: ${(statSync(path).size / 1e6).toFixed(0)} MB, load ${loadavg()[0]?.toFixed(1)}`,
  )
  const person = await signIn(console_.url, 'commander')
  const waits: Wait[] = []
  const began = performance.now()
  let doing = 'the file is sent'
  const say = (what: string) => {
    doing = what
  }
  const health = new Worker(asker, { eval: true, workerData: `${console_.url}/api/health` })
  health.on('message', (ms: number) => waits.push({ at: performance.now(), ms, doing }))

  const send = async () => {
    say('the file is sent')
    const form = new FormData()
    form.append('file', await openAsBlob(path), 'grids.geojson')
    return asImport(await person.ask('POST', '/api/imports', form))
  }
  const first = await send()
  const sent = performance.now()
  const whole = await follow(person, first.id, say)
  const checked = performance.now()
  const faults = Object.values(whole.last.report?.faultCounts ?? {}).reduce((sum, count) => sum + count, 0)
  console.log(
    `sent in ${((sent - began) / 1000).toFixed(1)} s, ${whole.last.state} after ${((checked - sent) / 1000).toFixed(1)} s more: ${faults} faults, ${whole.last.report?.vertices} vertices`,
  )
  console.log(
    `progress: ${whole.seen.join(', ')}; it stood still for ${(whole.still / 1000).toFixed(1)} s at most`,
  )
  const cancelled: number[] = []
  for (const step of ['reading', 'shapes', 'outlines'] as const) {
    const { id } = await send()
    await follow(person, id, say, state => state.step === step || state.state === 'checked')
    const asked = performance.now()
    say(`cancelled at ${step}`)
    const { state } = await asImport(await person.ask('DELETE', `/api/imports/${id}`))
    cancelled.push(performance.now() - asked)
    console.log(`cancelled at ${step}: ${state} after ${((cancelled.at(-1) ?? 0) / 1000).toFixed(1)} s`)
    if (state !== 'cancelled') cancelled.push(Infinity)
  }
  say('nothing more')
  await pause(calmMs)
  await health.terminate()
  const worst = Math.max(...waits.map(({ ms }) => ms))
  const during = waits.filter(({ at }) => at < sent).map(({ ms }) => ms)
  console.log(
    `health: ${waits.length} answers, max ${worst.toFixed(0)} ms, p99 ${percentile(
      waits.map(({ ms }) => ms),
      0.99,
    ).toFixed(0)} ms; while it was sent max ${Math.max(...during).toFixed(0)} ms`,
  )
  for (const { at, ms, doing } of waits.toSorted((one, other) => other.ms - one.ms).slice(0, worstShown))
    console.log(`  ${ms.toFixed(0)} ms until ${((at - began) / 1000).toFixed(1)} s: ${doing}`)
  const isFine =
    whole.last.state === 'checked' &&
    worst <= mostHealthMs &&
    whole.still <= mostStillMs &&
    cancelled.every(ms => ms <= mostCancelMs)
  console.log(isFine ? 'PASSED' : 'FAILED')
  return isFine ? 0 : 1
}

interface Wait {
  readonly at: number
  readonly ms: number
  /** What the console was asked for, and how far it was, when the answer came. */
  readonly doing: string
}

async function asImport(answer: Response): Promise<GridImport> {
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return GridImport.parse(await answer.json())
}

/** Asks until it is over, or as wanted. */
async function follow(
  person: Person,
  id: number,
  say: (doing: string) => void,
  isWanted: (last: GridImport) => boolean = () => false,
): Promise<{ last: GridImport; seen: string[]; still: number }> {
  const seen: string[] = []
  let still = 0
  for (let since = performance.now(); ; ) {
    const last = await asImport(await person.ask('GET', `/api/imports/${id}`))
    const told = `${last.step ?? last.state} ${Math.round(100 * (last.progress ?? 0))} %`
    say(`import ${id}: ${told}`)
    still = Math.max(still, performance.now() - since)
    if (told !== seen.at(-1)) {
      since = performance.now()
      seen.push(told)
    }
    if (isWanted(last) || !['reading', 'checking'].includes(last.state)) return { last, seen, still }
    await pause(100)
  }
}
