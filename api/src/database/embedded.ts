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
  /** Ends the thread without a word, as a broken database does: for tests of what follows. */
  crash(): Promise<void>
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
  const { path, remove } = privatePath(folder)
  let stopping = false
  let worker: Worker | null = null

  const start = async () => {
    const started = await startWorker({ folder, path })
    worker = started
    started.once('exit', code => {
      worker = null
      if (stopping) return
      log.error({ code }, 'the embedded database stopped; starting it again')
      void revive()
    })
  }
  const revive = async (): Promise<void> => {
    try {
      await start()
    } catch (error) {
      log.error({ err: error }, 'the embedded database does not start')
      if (!stopping) setTimeout(revive, reviveMilliseconds).unref()
    }
  }
  await start()

  return {
    address: { host: 'localhost', path },
    async crash() {
      await worker?.terminate()
    },
    async stop() {
      stopping = true
      const last = worker
      if (last !== null) {
        const ended = new Promise(resolve => last.once('exit', resolve))
        last.postMessage('stop')
        const timer = setTimeout(() => last.terminate(), stopMilliseconds)
        await ended
        clearTimeout(timer)
      }
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

/** Socket paths must be shorter than this; Linux allows 107 bytes, macOS 103. */
const pathBytes = 100

/** A place for the socket that nobody else can open: beside the data if its path is short, else in a private folder of its own. */
function privatePath(folder: string): { path: string; remove: () => void } {
  const name = `jingwei-${randomBytes(9).toString('base64url')}`
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\${name}`, remove: () => {} }
  const beside = join(folder, '..', 'database.socket')
  if (Buffer.byteLength(beside) < pathBytes)
    return { path: beside, remove: () => rmSync(beside, { force: true }) }
  // mkdtemp makes the folder with mode 0700.
  const base = Buffer.byteLength(tmpdir()) < pathBytes / 2 ? tmpdir() : '/tmp'
  const dir = mkdtempSync(join(base, 'jingwei-'))
  return { path: join(dir, 'socket'), remove: () => rmSync(dir, { recursive: true, force: true }) }
}
