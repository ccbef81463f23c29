import { Incident } from '@jingwei/api/incidents/contract.ts'
import { get } from '../api.ts'
import { drain, type Stop } from './drain.ts'
import type { Outbox } from './outbox.ts'
import { sendLine } from './send-line.ts'

/** Waits between attempts: doubled each time, and never the same for a whole city that comes back at once. */
const firstWaitMs = 2_000
const longestWaitMs = 120_000
const lock = 'jingwei-field-sender'

interface Handlers {
  readonly onStop: (stop: Stop) => void
  readonly onSending: (isSending: boolean) => void
}

/** Sends what is in the outbox as soon as it can be sent: one tab at a time, now, when the connection is back, and by the clock. */
export class Sender {
  readonly #outbox: Outbox
  readonly #handlers: Handlers
  readonly #ended = new AbortController()
  #timer: ReturnType<typeof setTimeout> | undefined
  #waitMs = firstWaitMs
  #isSending = false
  #isAskedAgain = false

  constructor(outbox: Outbox, handlers: Handlers) {
    this.#outbox = outbox
    this.#handlers = handlers
    const { signal } = this.#ended
    window.addEventListener('online', () => this.send(), { signal })
    document.addEventListener('visibilitychange', () => document.hidden || this.send(), { signal })
  }

  end(): void {
    this.#ended.abort()
    clearTimeout(this.#timer)
  }

  /** Now, whatever the clock says. */
  send(): void {
    this.#waitMs = firstWaitMs
    this.#attempt()
  }

  #attempt(): void {
    if (this.#ended.signal.aborted) return
    clearTimeout(this.#timer)
    this.#isAskedAgain = this.#isSending
    if (!this.#isSending) void this.#send()
  }

  async #send(): Promise<void> {
    this.#isSending = true
    this.#handlers.onSending(true)
    const stop = await exclusively(() => drain(this.#outbox, { send: sendLine, look })).catch(failed)
    this.#isSending = false
    if (this.#ended.signal.aborted) return
    this.#handlers.onSending(false)
    this.#handlers.onStop(stop)
    if (this.#isAskedAgain) return this.#attempt()
    if (stop !== 'later') return
    this.#timer = setTimeout(() => this.#attempt(), this.#waitMs * (0.75 + Math.random() / 2))
    this.#waitMs = Math.min(longestWaitMs, this.#waitMs * 2)
  }
}

/** Of all tabs one sends; the others wait for their turn and find nothing left. Without https there are no locks, and keys alone keep order. */
function exclusively(work: () => Promise<Stop>): Promise<Stop> {
  return 'locks' in navigator ? navigator.locks.request(lock, work) : work()
}

function look(id: number): Promise<Incident> {
  return get(`/api/incidents/${id}`, Incident)
}

/** The phone's own storage failed: what is on it is still there. */
function failed(error: unknown): Stop {
  console.error(error)
  return 'later'
}
