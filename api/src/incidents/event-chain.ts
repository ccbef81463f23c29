import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { IncidentStatus } from './contract.ts'
import type { Verb } from './life-cycle.ts'

/** One event of a case as it is stored, without its place in the city's order. */
export interface ChainedEvent {
  readonly incidentId: number
  readonly rev: number
  readonly verb: Verb
  readonly status: IncidentStatus
  readonly at: Date
  readonly actor: string | null
  readonly data: Readonly<Record<string, unknown>>
}

/**
 * The hash that is stored with an event: sha256 over the 32 bytes of the hash before (nothing for a case's first event)
 * followed by the canonical JSON, in UTF-8, of
 * `{ actor, at, data, incident, rev, status, verb }` with `at` as `YYYY-MM-DDTHH:MM:SS.sssZ`.
 * So nobody can change, drop or reorder an event of a case without breaking every hash after it.
 */
export function eventHash(previous: Uint8Array | null, event: ChainedEvent): Buffer {
  const { incidentId: incident, rev, verb, status, at, actor, data } = event
  const text = canonicalJson({ actor, at: at.toISOString(), data, incident, rev, status, verb })
  return createHash('sha256')
    .update(previous ?? new Uint8Array())
    .update(text, 'utf8')
    .digest()
}

/** Checks a whole case, oldest event first. @returns the first revision whose hash is not what it must be; null when all are. */
export function firstBrokenRevision(
  events: readonly (ChainedEvent & { previousHash: Uint8Array | null; hash: Uint8Array })[],
): number | null {
  let previous: Uint8Array | null = null
  for (const [i, event] of events.entries()) {
    const sound =
      event.rev === i + 1 &&
      isSame(event.previousHash, previous) &&
      isSame(event.hash, eventHash(previous, event))
    if (!sound) return event.rev
    previous = event.hash
  }
  return null
}

function isSame(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a === null || b === null ? a === b : Buffer.compare(a, b) === 0
}
