import { beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../tests/support/database.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { type Ctx, transaction } from '../context.ts'
import { appendAudit } from './append.ts'
import { verifyAudit } from './verify.ts'

let ctx: Ctx
beforeEach(async () => {
  ctx = testContext(testService(await freshDatabase()))
})
const append = (subject: string, data: Record<string, unknown> = {}) =>
  transaction(ctx, tx => appendAudit(tx, { verb: 'account.create', subject, data }))
/** What somebody with the database's password could do. */
const tamper = (change: (ctx: Ctx) => Promise<unknown>) =>
  transaction(ctx, async tx => {
    await tx.sql`alter table audit_event disable trigger audit_event_append_only`
    await change(tx)
    await tx.sql`alter table audit_event enable trigger audit_event_append_only`
  })

test('an empty log is whole', async () => {
  expect(await verifyAudit(ctx)).toEqual({ whole: true, events: 0, lastHash: null })
})

test('writers at once make one chain without a gap; what is rolled back leaves none', async () => {
  const undone = transaction(ctx, async tx => {
    await appendAudit(tx, { verb: 'account.create', subject: 'account/undone' })
    throw new Error('undone')
  })
  await Promise.allSettled([undone, ...Array.from({ length: 20 }, (_, i) => append(`account/${i}`))])
  expect(await verifyAudit(ctx)).toMatchObject({ whole: true, events: 20 })
})

test('rows cannot be changed, removed or cut off by a statement', async () => {
  await append('account/a')
  await expect(ctx.sql`update audit_event set actor = 'x'`).rejects.toThrow(/append-only/)
  await expect(ctx.sql`delete from audit_event`).rejects.toThrow(/append-only/)
  await expect(ctx.sql`truncate audit_event`).rejects.toThrow(/append-only/)
})

describe('with the triggers taken away', () => {
  beforeEach(async () => {
    for (const name of ['a', 'b', 'c', 'd'])
      await append(`account/${name}`, { n: 1.5, text: '备注 "x"', list: [1, null] })
    expect(await verifyAudit(ctx)).toMatchObject({ whole: true, events: 4 })
  })

  test.each([
    ['at', (c: Ctx) => c.sql`update audit_event set at = at + interval '1 ms' where seq = 3`, 3, 'changed'],
    ['actor', (c: Ctx) => c.sql`update audit_event set actor = 'x' where seq = 3`, 3, 'changed'],
    ['address', (c: Ctx) => c.sql`update audit_event set address = '::1' where seq = 3`, 3, 'changed'],
    ['subject', (c: Ctx) => c.sql`update audit_event set subject = 'account/C' where seq = 3`, 3, 'changed'],
    [
      'data',
      (c: Ctx) => c.sql`update audit_event set data = data || '{"n":1.6}' where seq = 3`,
      3,
      'changed',
    ],
    ['a removed row', (c: Ctx) => c.sql`delete from audit_event where seq = 2`, 2, 'missing'],
    ['the first row removed', (c: Ctx) => c.sql`delete from audit_event where seq = 1`, 1, 'missing'],
    [
      'a broken link',
      (c: Ctx) => c.sql`update audit_event set previous_hash = hash where seq = 3`,
      3,
      'unchained',
    ],
    [
      'one byte of a hash',
      (c: Ctx) => c.sql`update audit_event set hash = set_byte(hash, 0, get_byte(hash, 0) # 1) where seq = 4`,
      4,
      'changed',
    ],
  ] as const)('%s is found, and where', async (_, change, seq, fault) => {
    await tamper(async tx => change(tx))
    expect(await verifyAudit(ctx)).toEqual({ whole: false, seq, fault })
  })

  test('a log cut off at its end is shorter than its copy', async () => {
    const before = await verifyAudit(ctx)
    await tamper(async tx => tx.sql`delete from audit_event where seq = 4`)
    const after = await verifyAudit(ctx)
    expect(after).toMatchObject({ whole: true, events: 3 })
    expect(after).not.toEqual(before)
  })
})
