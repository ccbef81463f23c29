import type { ServerResponse } from 'node:http'

/** What one reader may leave unread before it is let go: it comes back and catches up. */
const mostUnreadBytes = 512 * 1024

/** One open stream: bytes that are shared with all others go straight to its socket. */
export class Client {
  readonly grid: string | null
  /** Told up to here: a reader that comes from another process may be ahead of this one. */
  after: number
  /** Until what it missed has been told, nothing new may be. */
  live = false
  readonly #out: ServerResponse

  constructor(out: ServerResponse, grid: string | null, after: number) {
    this.#out = out
    this.grid = grid
    this.after = after
  }

  get open(): boolean {
    return !this.#out.destroyed && !this.#out.writableEnded
  }

  /** Lets a reader go that does not read. */
  send(bytes: Uint8Array): void {
    if (!this.open || bytes.length === 0) return
    if (this.#out.writableLength > mostUnreadBytes) this.#out.destroy()
    else this.#out.write(bytes)
  }

  /** Like `send`, but waits until a slow reader has read: what was missed may be much more than it can take at once. */
  async sendPatiently(bytes: Uint8Array): Promise<void> {
    if (!this.open || bytes.length === 0 || this.#out.write(bytes)) return
    await new Promise<void>(resolve => {
      const done = () => {
        clearTimeout(timer)
        this.#out.off('drain', done).off('close', done)
        resolve()
      }
      const timer = setTimeout(() => this.#out.destroy(), patienceMilliseconds)
      this.#out.on('drain', done).on('close', done)
    })
  }

  end(bytes: Uint8Array): void {
    if (this.open) this.#out.end(bytes)
  }
}

const patienceMilliseconds = 10_000
