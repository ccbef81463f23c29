import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { Ctx } from '../context.ts'
import type { Atlases } from '../grids/atlases.ts'
import { topologyDocument } from '../grids/topology-document.ts'
import { startThread } from '../thread.ts'
import type { ImportMessage, ImportTask } from './import-worker.ts'
import {
  beginAnew,
  type ImportRow,
  insertPiece,
  selectLevels,
  setChecked,
  setEnded,
  setLayers,
  setStep,
} from './queries.ts'

/** Imports that this process is working on, one at a time: each may take a core and some hundred megabytes. */
const running = new WeakMap<Atlases, Map<number, Job>>()
const queues = new WeakMap<Atlases, Promise<void>>()
const mostMegabytes = 2048

interface Job {
  cancelled: boolean
  /** Its turn has come. */
  begun: boolean
  worker: Worker | null
  readonly done: Promise<void>
}

export function fileOf(folder: string, id: number): string {
  return join(folder, String(id))
}

/**
 * Begins to read and check a file, and goes on when the request is answered. One whose thread is still being cleared away, after a person was
 * told what it found, is begun anew behind it.
 */
export function startImport(ctx: Ctx, folder: string, row: ImportRow): void {
  const jobs = jobsOf(ctx)
  const before = queues.get(ctx.atlases) ?? Promise.resolve()
  const work = before.then(() => run(ctx, folder, row, job)).catch(error => fail(ctx, row.id, error))
  const done = work.finally(() => {
    if (jobs.get(row.id) === job) jobs.delete(row.id)
  })
  const job: Job = { cancelled: false, begun: false, worker: null, done }
  jobs.set(row.id, job)
  queues.set(ctx.atlases, job.done)
}

export function isRunningHere(ctx: Ctx, id: number): boolean {
  return jobsOf(ctx).has(id)
}

/** Ends the thread, if this process has it, and waits until it is over; one that waits for others need not wait for them. */
export async function stopImport(ctx: Ctx, id: number): Promise<void> {
  const job = jobsOf(ctx).get(id)
  if (job === undefined) return
  job.cancelled = true
  if (!job.begun) return
  await job.worker?.terminate()
  await job.done
}

/** For those who wait for it: tests, and a program's end. */
export async function settleImports(ctx: Ctx): Promise<void> {
  await queues.get(ctx.atlases)
}

function jobsOf({ atlases }: Ctx): Map<number, Job> {
  const jobs = running.get(atlases) ?? new Map<number, Job>()
  running.set(atlases, jobs)
  return jobs
}

async function run(ctx: Ctx, folder: string, row: ImportRow, job: Job): Promise<void> {
  job.begun = true
  const path = fileOf(folder, row.id)
  if (job.cancelled) return
  if (!existsSync(path)) return end(ctx, row.id, 'file-gone', '')
  // somebody else may have done it meanwhile
  if (!(await beginAnew(ctx.sql, row.id))) return
  const { body: city } = await topologyDocument(ctx, row.base, 'br', undefined)
  if (city === null) throw new Error(`no version ${row.base}`)
  const task: ImportTask = {
    path,
    file: row.file,
    mapping: row.mapping,
    choices: new Map(Object.entries(row.choices)),
    usual: row.usual,
    levels: await selectLevels(ctx.sql),
    city,
  }
  // nothing is waited for between here and the thread's listeners: whoever cancels now finds a thread that tells its end
  if (job.cancelled) return
  const thread = new URL('import-worker.ts', import.meta.url)
  const worker = startThread(thread, 'import', task, { maxOldGenerationSizeMb: mostMegabytes })
  job.worker = worker
  // written in the order in which they come
  let written = Promise.resolve()
  await new Promise<void>((resolve, reject) => {
    worker.on('message', (message: ImportMessage) => {
      written = written.then(() => keep(ctx, row.id, message))
      written.catch(reject)
    })
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return reject(error)
      written = written.then(() => end(ctx, row.id, 'too-large', ''))
    })
    worker.on('exit', () => resolve())
  }).finally(() => worker.terminate())
  await written
}

async function keep(ctx: Ctx, id: number, message: ImportMessage): Promise<void> {
  const at = new Date()
  if (message.kind === 'step') return setStep(ctx.sql, id, message, at)
  if (message.kind === 'failed') return end(ctx, id, message.code, message.detail)
  if (message.kind === 'piece') return insertPiece(ctx.sql, id, message)
  if (message.kind === 'checked') return setChecked(ctx.sql, id, message.report, at)
  await setLayers(ctx.sql, id, message.layers, message.mapping)
  if (!message.isComplete) await setEnded(ctx.sql, id, { state: 'unmapped', failure: null, at })
}

function end(ctx: Ctx, id: number, code: string, detail: string): Promise<void> {
  return setEnded(ctx.sql, id, { state: 'failed', failure: { code, detail }, at: new Date() })
}

async function fail(ctx: Ctx, id: number, error: unknown): Promise<void> {
  ctx.log.error({ err: error, import: id }, 'an import broke off')
  await end(ctx, id, 'internal', '').catch(() => {})
}
