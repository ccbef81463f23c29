import { isLoopback, networkOf } from '../access/address.ts'
import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'

/** Streams of visitors from one network: an office behind one address has many screens. */
const mostPerNetwork = 200
/** Streams of this process altogether: each one is an open file. */
const mostAltogether = 10_000

/**
 * Takes a place for a stream. Officials and this machine itself count only altogether.
 * The function throws `too-many-requests`; what it gives back lets the place go.
 */
export function createStreamLimit(): (ctx: Pick<Ctx, 'address' | 'actor'>) => () => void {
  const taken = new Map<string, number>()
  let altogether = 0
  return ({ address, actor }) => {
    const network = actor.account !== null || isLoopback(address) ? null : networkOf(address)
    const before = network === null ? 0 : (taken.get(network) ?? 0)
    if (before >= mostPerNetwork || altogether >= mostAltogether)
      throw new Problem('too-many-requests', { detail: { retryAfterSeconds } })
    altogether++
    if (network !== null) taken.set(network, before + 1)
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      altogether--
      if (network === null) return
      const left = (taken.get(network) ?? 1) - 1
      if (left > 0) taken.set(network, left)
      else taken.delete(network)
    }
  }
}

const retryAfterSeconds = 10
