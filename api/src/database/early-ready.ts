/**
 * PGlite says ReadyForQuery after an error and once more at the Sync that follows; PostgreSQL says it at the Sync alone. The client takes the
 * second one for the answer of whatever it asks next, which then looks like a swallowed error.
 */

/** Messages after which PostgreSQL is ready: a simple query, Sync, and the start of a connection, which has no letter. */
const readyAfter = new Set(['Q'.charCodeAt(0), 'S'.charCodeAt(0), 0])

/** `Z`, its length, and the state of the transaction. */
const readyStart = Buffer.from([0x5a, 0, 0, 0, 5])
const readyBytes = readyStart.length + 1

/** Collects the answer to one message of a client; `end` gives it without a ReadyForQuery that comes too early. */
export class Answer {
  readonly #keepsReady: boolean
  readonly #parts: Buffer[] = []

  constructor(message: Uint8Array) {
    this.#keepsReady = readyAfter.has(message[0] ?? 0)
  }

  /** Copies `part`, whose memory the database uses again. */
  add(part: Uint8Array): void {
    this.#parts.push(Buffer.from(part))
  }

  end(): Buffer {
    return this.#keepsReady ? Buffer.concat(this.#parts) : this.withoutReady()
  }

  withoutReady(): Buffer {
    const whole = Buffer.concat(this.#parts)
    const at = whole.length - readyBytes
    return at >= 0 && whole.subarray(at, -1).equals(readyStart) ? whole.subarray(0, at) : whole
  }
}
