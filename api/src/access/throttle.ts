import { createHash } from 'node:crypto'
import { type Ctx, transaction } from '../context.ts'
import { Problem } from '../problem.ts'
import { networkOf } from './address.ts'
import {
  chargeBucket,
  deleteBucket,
  deleteOldBuckets,
  refundBucket,
  selectOverflow,
} from './throttle.queries.ts'

/**
 * How many failed sign-ins may come at once, and how many an hour after that. Kept in the database, so a restart forgives nothing.
 * One place may try one account a few times; many places together may try it so often that guessing is hopeless (NIST: not more than
 * 100 in a row), yet one place alone cannot lock its owner out.
 */
const buckets = {
  pair: { atOnce: 8, perHour: 60 },
  account: { atOnce: 50, perHour: 12 },
  network: { atOnce: 60, perHour: 600 },
} as const

type Bucket = keyof typeof buckets

/** Buckets untouched for so long are empty anyway. */
const forgetAfterHours = 48

/**
 * Takes one attempt before the password is looked at, so that attempts at once do not slip through together. The answer is the same for
 * accounts that do not exist. Throws `too-many-requests` with `retryAfterSeconds`; a refused attempt costs nothing.
 */
export async function chargeAttempt(ctx: Ctx, account: string): Promise<void> {
  await transaction(ctx, async tx => {
    for (const [bucket, key] of keysOf(ctx, account)) {
      const rate = { capacity: buckets[bucket].atOnce, perSecond: buckets[bucket].perHour / 3600 }
      if (await chargeBucket(tx.sql, key, rate, ctx.now)) continue
      const over = await selectOverflow(tx.sql, key, rate, ctx.now)
      const retryAfterSeconds = Math.max(1, Math.ceil(over / rate.perSecond))
      throw new Problem('too-many-requests', { detail: { retryAfterSeconds } })
    }
  })
}

/** The attempt was no guess, yet proves nothing either: it is as if it had not been. */
export async function refundAttempt(ctx: Ctx, account: string): Promise<void> {
  for (const [, key] of keysOf(ctx, account)) await refundBucket(ctx.sql, key)
}

/** The attempt was the owner's. Part of the sign-in's transaction. */
export async function forgiveAttempt(ctx: Ctx, account: string): Promise<void> {
  for (const [bucket, key] of keysOf(ctx, account)) {
    if (bucket === 'pair') await deleteBucket(ctx.sql, key)
    else await refundBucket(ctx.sql, key)
  }
  await deleteOldBuckets(ctx.sql, new Date(ctx.now.getTime() - forgetAfterHours * 3_600_000))
}

/** Always in this order, so that two sign-ins never wait for each other. */
function keysOf(ctx: Ctx, account: string): [Bucket, Buffer][] {
  const network = networkOf(ctx.address)
  return [
    ['pair', keyOf('pair', account, network)],
    ['account', keyOf('account', account)],
    ['network', keyOf('network', network)],
  ]
}

function keyOf(...parts: string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest()
}
