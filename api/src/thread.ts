import { type ResourceLimits, Worker } from 'node:worker_threads'

/** A thread that runs one of our TypeScript files. */
export function startThread(
  file: URL,
  name: string,
  workerData: unknown,
  resourceLimits: ResourceLimits = {},
): Worker {
  return new Worker(new URL('thread.mjs', import.meta.url), {
    argv: [file.href],
    workerData,
    name,
    resourceLimits,
  })
}
