import type { LiveEvent } from './contract.ts'

/** How soon a reader that lost its connection comes back. */
const retryMilliseconds = 1000

/** The texts of a stream; `contract.ts` says what they mean. */
export const wireFormat = {
  step: (event: LiveEvent): Buffer => Buffer.from(`id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`),
  opening: (now: Date): string => `retry: ${retryMilliseconds}\n: ${now.toISOString()}\n\n`,
  beginsAt: (seq: number): Buffer => Buffer.from(`id: ${seq}\n\n`),
  reset: (seq: number): Buffer => Buffer.from(`event: reset\nid: ${seq}\ndata: {"seq":${seq}}\n\n`),
  calendar: (rev: number): Buffer => Buffer.from(`event: calendar\ndata: {"rev":${rev}}\n\n`),
  heartbeat: (now: Date, ageMilliseconds: number): Buffer =>
    Buffer.from(`: ${now.toISOString()} ${ageMilliseconds}\n\n`),
  bye: (): Buffer => Buffer.from(`event: bye\nretry: ${retryMilliseconds}\ndata: {}\n\n`),
} as const

export const streamHeaders = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store',
  // nginx would otherwise collect what is sent
  'X-Accel-Buffering': 'no',
  'X-Content-Type-Options': 'nosniff',
} as const
