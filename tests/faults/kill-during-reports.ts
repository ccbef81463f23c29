import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'

/**
 * `node --import tsx tests/faults/kill-during-reports.ts`: sends 10,000 reports to a console of its own on loopback, kills it with SIGKILL
 * twice in the middle, starts it again, and looks whether every report that was confirmed is there, once. On the embedded database, or, with
 * DATABASE_URL, in a throw-away database on that server. Ends with code 1 when one is lost or doubled.
 */
const reports = 10_000
const senders = 16
const killsAt = [3000, 6500]
const readyWithinMs = 170_000
const wholeRunMs = 15 * 60_000

const root = fileURLToPath(new URL('../..', import.meta.url))
const mark = `drill-${randomBytes(4).toString('hex')}`
const folder = mkdtempSync(join(tmpdir(), 'jingwei-drill-'))
const port = await freePort()
const url = `http://127.0.0.1:${port}`
/** Report number → incident id, as confirmed by an answer. */
const confirmed = new Map<number, number>()
/** The console that runs now. */
const home = { process: null as ChildProcess | null }

const database = await throwAwayDatabase()
const watchdog = setTimeout(() => {
  console.error('FAILED: the drill did not end in time')
  home.process?.kill('SIGKILL')
  process.exit(1)
}, wholeRunMs)
try {
  process.exitCode = await drill()
} finally {
  clearTimeout(watchdog)
  home.process?.kill('SIGKILL')
  await database?.drop()
  rmSync(folder, { recursive: true, force: true })
}

async function drill(): Promise<number> {
  home.process = await start()
  const city = await getCity()
  const kills = [...killsAt]
  let next = 0
  let restarting: Promise<void> | null = null
  const began = Date.now()

  const killAndRestart = async () => {
    const child = home.process
    const exit = new Promise(resolve => child?.once('exit', resolve))
    child?.kill('SIGKILL')
    await exit
    const killedAt = Date.now()
    home.process = await start()
    console.log(`killed after ${confirmed.size} confirmed reports; back in ${seconds(killedAt)}`)
  }
  const send = async () => {
    for (let n = next++; n < reports; n = next++) {
      for (let id: number | null = null; id === null; ) {
        if (restarting !== null) await restarting
        id = await report(n, city)
        if (id !== null) confirmed.set(n, id)
      }
      if (kills[0] !== undefined && confirmed.size >= kills[0]) {
        kills.shift()
        restarting = killAndRestart().finally(() => {
          restarting = null
        })
      }
    }
  }
  await Promise.all(Array.from({ length: senders }, send))
  console.log(`${confirmed.size} reports confirmed in ${seconds(began)}`)

  const kept = await keptIncidents()
  const lost = [...confirmed].filter(([n, id]) => kept.get(id) !== title(n))
  const doubled = kept.size - new Set(kept.values()).size
  console.log(`${kept.size} incidents found, ${lost.length} confirmed reports lost, ${doubled} doubled`)
  const sound = lost.length === 0 && doubled === 0 && kept.size === reports
  console.log(sound ? 'PASSED' : 'FAILED')
  return sound ? 0 : 1
}

function title(n: number): string {
  return `${mark} ${n}`
}

/** The incident's id, or null when no confirmation came. Sent again with the same key it is the same report. */
async function report(n: number, { bounds, classes }: City): Promise<number | null> {
  const [west, south, east, north] = bounds
  const share = (n * 0.618_033_988_75) % 1
  const body = {
    lon: (west ?? 0) + share * ((east ?? 0) - (west ?? 0)),
    lat: (south ?? 0) + (n / reports) * ((north ?? 0) - (south ?? 0)),
    classCode: classes[n % classes.length]?.code,
    title: title(n),
    idempotencyKey: title(n),
  }
  try {
    const answer = await fetch(`${url}/api/incidents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (answer.ok) return ((await answer.json()) as { id: number }).id
    if (answer.status < 500) throw new TypeError(`refused: ${await answer.text()}`)
  } catch (error) {
    if (error instanceof TypeError && error.message.startsWith('refused')) throw error
  }
  return null
}

interface City {
  readonly bounds: readonly number[]
  readonly classes: readonly { readonly code: string }[]
}

async function getCity(): Promise<City> {
  return (await getJson('/api/city')) as City
}

/** Title by id of everything that this run reported. */
async function keptIncidents(): Promise<Map<number, string>> {
  const kept = new Map<number, string>()
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = (await getJson(
      `/api/incidents?limit=500&q=${mark}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    )) as {
      incidents: { id: number; title: string }[]
      next: string | null
    }
    for (const { id, title } of page.incidents) kept.set(id, title)
    cursor = page.next
  }
  return kept
}

async function getJson(path: string): Promise<unknown> {
  const answer = await fetch(url + path)
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

async function start(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: folder,
      REPORTS_PER_MINUTE: '0',
      DATABASE_URL: database?.url ?? '',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const deadline = Date.now() + readyWithinMs
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the console ended with ${child.exitCode}`)
    const ready = await fetch(`${url}/api/health`).then(
      answer => answer.ok,
      () => false,
    )
    if (ready) return child
    await new Promise(done => setTimeout(done, 100))
  }
  throw new Error('the console did not get ready')
}

async function throwAwayDatabase() {
  const server = process.env.DATABASE_URL
  if (!server) return null
  const name = mark.replace('-', '_')
  const admin = postgres(server, { max: 1, onnotice: () => {} })
  await admin`create database ${admin(name)}`
  const mine = new URL(server)
  mine.pathname = `/${name}`
  return {
    url: mine.href,
    async drop() {
      await admin`drop database ${admin(name)} with (force)`
      await admin.end()
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}
