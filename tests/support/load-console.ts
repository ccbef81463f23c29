import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request as ask } from 'node:http'
import { startConsole } from './console-process.ts'
import { throwAwayDatabase } from './throw-away-database.ts'

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

/** Of Node, for a console whose memory is asked for. */
export const memoryFlags = ['--expose-gc', '--import', './tests/support/tell-memory.mjs']

/** On the embedded database, or, with `databaseUrl`, in a throw-away database on that server. */
export async function startLoadConsole(databaseUrl: string | undefined): Promise<LoadConsole> {
  const database = databaseUrl ? await throwAwayDatabase(databaseUrl) : null
  const running = await startConsole(database === null ? {} : { DATABASE_URL: database.url }, memoryFlags)
  const stop = async () => {
    await running.stop()
    await database?.drop()
  }
  try {
    await running.ready()
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url: running.url,
    database: database === null ? 'embedded' : 'server',
    databaseUrl: database?.url ?? null,
    memory: () => memoryOf(running.child),
    stop,
  }
}

/** What a process with `memoryFlags` needs when garbage has been collected. */
export async function memoryOf(child: ChildProcess): Promise<Memory> {
  const told = once(child, 'message')
  child.send('memory')
  const [memory] = await told
  return memory as Memory
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
