import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import { isLoopback, networkOf } from './address.ts'

/** A storm brings many honest reports at once: what a quiet address has saved up, in minutes of its rate. */
const savedMinutes = 10
/** Addresses remembered; beyond that the one that was silent longest is forgotten. */
const mostAddresses = 50_000

/**
 * How often an address may do something, such as report as a visitor or show a wrong token: `perMinute`, and ten minutes' worth at
 * once; 0: no limit. This machine itself is not limited. In memory only: nothing is written, and after a restart everybody starts afresh.
 * The function throws `too-many-requests` with `retryAfterSeconds`.
 */
export function createAddressLimit(perMinute: number): (ctx: Pick<Ctx, 'address' | 'now'>) => void {
  const capacity = perMinute * savedMinutes
  const buckets = new Map<string, { level: number; at: number }>()
  return ({ address, now }) => {
    if (perMinute === 0 || isLoopback(address)) return
    const network = networkOf(address)
    const at = now.getTime()
    const before = buckets.get(network) ?? { level: 0, at }
    const level = Math.max(0, before.level - (Math.max(0, at - before.at) / 60_000) * perMinute) + 1
    buckets.delete(network)
    buckets.set(network, level > capacity ? before : { level, at })
    if (buckets.size > mostAddresses) buckets.delete(buckets.keys().next().value ?? '')
    if (level > capacity)
      throw new Problem('too-many-requests', {
        detail: { retryAfterSeconds: Math.ceil(((level - capacity) * 60) / perMinute) },
      })
  }
}
