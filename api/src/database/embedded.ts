import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import { startThread } from '../thread.ts'

export interface Embedded {
  /** What postgres.js needs to reach it. */
  readonly address: { readonly host: string; readonly path: string }
  /** Writes everything out and ends the thread. */
  stop(): Promise<void>
}

/** What the worker is told, and what it answers. */
export interface WorkerTask {
  readonly folder: string
  readonly path: string
}
export type WorkerAnswer = { readonly ready: true } | { readonly failed: string }

/**
 * Starts the embedded database on `folder` in a thread of its own: a long query must not stop the API's own loop.
 * It is reached through a socket in a private folder. When the thread dies, it is started again at the same address:
 * callers see failed queries for as long as that takes, then it works again.
 */
export async function startEmbedded(folder: string, log: Logger): Promise<Embedded> {
  const { path, remove } = privatePath()
  let stopping = false
  let worker = await startWorker({ folder, path })

  const revive = async (why: number | Error) => {
    if (stopping) return
    log.error({ why: String(why) }, 'the embedded database stopped; starting it again')
    try {
      worker = await startWorker({ folder, path })
      worker.once('exit', revive)
    } catch (error) {
      log.error({ err: error }, 'the embedded database does not start')
      setTimeout(revive, reviveMilliseconds, error as Error)
    }
  }
  worker.once('exit', revive)

  return {
    address: { host: 'localhost', path },
    async stop() {
      stopping = true
      const ended = new Promise(resolve => worker.once('exit', resolve))
      worker.postMessage('stop')
      const timer = setTimeout(() => worker.terminate(), stopMilliseconds)
      await ended
      clearTimeout(timer)
      remove()
    },
  }
}

const reviveMilliseconds = 2000
const stopMilliseconds = 15_000

async function startWorker(task: WorkerTask): Promise<Worker> {
  const worker = startThread(new URL('embedded-worker.ts', import.meta.url), 'embedded database', task)
  worker.on('error', () => {})
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', code => reject(new Error(`the embedded database ended with ${code}`)))
    worker.once('message', (answer: WorkerAnswer) => {
      if ('ready' in answer) resolve()
      else reject(new Error(answer.failed))
    })
  })
  worker.removeAllListeners('exit')
  return worker
}

/** A place for the socket that nobody else can open. Socket paths are short (some 100 bytes), so not in the data folder. */
function privatePath(): { path: string; remove: () => void } {
  const name = `jingwei-${randomBytes(9).toString('base64url')}`
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\${name}`, remove: () => {} }
  // mkdtemp makes the folder with mode 0700.
  const base = Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : '/tmp'
  const dir = mkdtempSync(join(base, 'jingwei-'))
  return { path: join(dir, 'database'), remove: () => rmSync(dir, { recursive: true, force: true }) }
}
