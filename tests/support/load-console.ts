import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request as ask } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Health } from '@jingwei/api/health/contract.ts'
import postgres from 'postgres'

/** As `tell-memory.mjs` tells it: garbage has been collected. */
export interface Memory {
  /** JavaScript objects and what they hold outside of its heap, in bytes. */
  readonly held: number
  /** Everything that the system counts, in bytes; it rarely shrinks. */
  readonly resident: number
}

/** The API with the demo city in a process of its own on loopback, for a load test: thrown away with its database at the end. */
export interface LoadConsole {
  readonly url: string
  readonly database: 'embedded' | 'server'
  /** Where its throw-away database is; null: embedded. */
  readonly databaseUrl: string | null
  /** What its process needs when garbage has been collected. */
  memory(): Promise<Memory>
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const flags = ['--expose-gc', '--import', 'tsx', '--import', './tests/support/tell-memory.mjs']
const readyWithinMs = 170_000
const pollEveryMs = 200

/** On the embedded database, or, with `databaseUrl`, in a throw-away database on that server. */
export async function startLoadConsole(databaseUrl: string | undefined): Promise<LoadConsole> {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-load-'))
  const database = databaseUrl ? await throwAwayDatabase(databaseUrl) : null
  const port = await freePort()
  const { DATABASE_URL: _, ...env } = process.env
  const child = spawn(process.execPath, [...flags, 'scripts/start.ts'], {
    cwd: root,
    env: {
      ...env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: folder,
      ...(database === null ? {} : { DATABASE_URL: database.url }),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const url = `http://127.0.0.1:${port}`
  const stop = async () => {
    await ended(child)
    await database?.drop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await untilReady(child, url)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url,
    database: database === null ? 'embedded' : 'server',
    databaseUrl: database?.url ?? null,
    memory: () => memoryOf(child),
    stop,
  }
}

export interface Answer {
  readonly status: number
  readonly text: string
  readonly milliseconds: number
}

/**
 * A sender that keeps its connections: what is measured is the server, not the making of connections. A kept connection that the server
 * closes in the very moment of sending is no answer: as browsers do, it is sent again on a new one.
 */
export function createSender(url: string): (path: string, body: unknown) => Promise<Answer> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const { hostname, port } = new URL(url)
  const send = (path: string, text: string, began: number): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
      const request = ask({ agent, hostname, port, path, method: 'POST', headers }, answer => {
        const parts: Buffer[] = []
        answer.on('data', part => parts.push(part))
        answer.on('error', reject)
        answer.on('end', () => {
          const milliseconds = performance.now() - began
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString(), milliseconds })
        })
      })
      request.on('error', error => {
        if (request.reusedSocket) resolve(send(path, text, began))
        else reject(error)
      })
      request.end(text)
    })
  return (path, body) => send(path, JSON.stringify(body), performance.now())
}

/** The value below which a share of all lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + readyWithinMs
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the console ended with ${child.exitCode}`)
    const step = await fetch(`${url}/api/health`)
      .then(async answer => Health.parse(await answer.json()).step)
      .catch(() => null)
    if (step === 'done') return
    await new Promise(done => setTimeout(done, pollEveryMs))
  }
  throw new Error(`the console was not ready within ${readyWithinMs / 1000} s`)
}

async function memoryOf(child: ChildProcess): Promise<Memory> {
  const told = once(child, 'message')
  child.send('memory')
  const [memory] = await told
  return memory as Memory
}

async function throwAwayDatabase(server: string) {
  const name = `jingwei_load_${randomBytes(6).toString('hex')}`
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

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise(done => child.once('exit', done))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await exit
  clearTimeout(late)
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
