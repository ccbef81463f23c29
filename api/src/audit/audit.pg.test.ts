import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../tests/support/database.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { parseKeyring } from '../access/keyring.ts'
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
  expect(await verifyAudit(ctx)).toEqual({ whole: true, entries: 0, lastHash: null, seal: 'none' })
})

test('writers at once make one chain without a gap; what is rolled back leaves none', async () => {
  const undone = transaction(ctx, async tx => {
    await appendAudit(tx, { verb: 'account.create', subject: 'account/undone' })
    throw new Error('undone')
  })
  await Promise.allSettled([undone, ...Array.from({ length: 20 }, (_, i) => append(`account/${i}`))])
  expect(await verifyAudit(ctx)).toMatchObject({ whole: true, entries: 20 })
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
    expect(await verifyAudit(ctx)).toMatchObject({ whole: true, entries: 4 })
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
  ] as const)('%s is found, and where', async (_, change, entry, fault) => {
    await tamper(async tx => change(tx))
    expect(await verifyAudit(ctx)).toEqual({ whole: false, entry, fault })
  })

  test('two entries that changed places are found', async () => {
    await tamper(async tx => {
      await tx.sql`update audit_event set seq = -seq where seq in (2, 3)`
      await tx.sql`update audit_event set seq = case seq when -2 then 3 else 2 end where seq < 0`
    })
    expect(await verifyAudit(ctx)).toEqual({ whole: false, entry: 2, fault: 'unchained' })
  })

  test('an end that was cut off is found', async () => {
    await tamper(async tx => tx.sql`delete from audit_event where seq >= 3`)
    expect(await verifyAudit(ctx)).toEqual({ whole: false, entry: 3, fault: 'cut-off' })
  })

  test.each([
    ['with the end set back to match', true],
    ['with the end taken away', false],
  ])('an end that was cut off, %s, is found by its seal', async (_, setBack) => {
    await tamper(async tx => {
      await tx.sql`delete from audit_event where seq = 4`
      if (setBack)
        await tx.sql`update audit_head set (seq, hash) = (select seq, hash from audit_event where seq = 3)`
      else await tx.sql`delete from audit_head`
    })
    expect(await verifyAudit(ctx)).toEqual({ whole: false, entry: 3, fault: 'unsealed' })
  })

  test('a log that was recomputed from its first entry by somebody without the key is found', async () => {
    const stranger = { ...ctx, keyring: parseKeyring(randomBytes(32).toString('base64')) }
    await tamper(async tx => {
      await tx.sql`delete from audit_event`
      await tx.sql`update audit_head set seq = 0, hash = null, seal = null, key_id = null`
    })
    for (const name of ['a', 'b', 'c', 'x'])
      await transaction(stranger, tx => appendAudit(tx, { verb: 'account.create', subject: name }))
    // as good as it gets: the stranger's seal names a key that is not ours
    expect(await verifyAudit(ctx)).toMatchObject({ whole: true, seal: 'unknown-key' })
    await ctx.sql`update audit_head set key_id = ${ctx.keyring.currentKeyId}`
    expect(await verifyAudit(ctx)).toEqual({ whole: false, entry: 4, fault: 'unsealed' })
  })

  test('not found: the log and its seal set back together; the copy of an earlier check tells', async () => {
    const [old] = await ctx.sql<{ hash: Buffer; seal: Buffer }[]>`select hash, seal from audit_head`
    await append('account/e')
    const before = await verifyAudit(ctx)
    await tamper(async tx => {
      await tx.sql`delete from audit_event where seq = 5`
      await tx.sql`update audit_head set seq = 4, hash = ${old?.hash ?? null}, seal = ${old?.seal ?? null}`
    })
    const after = await verifyAudit(ctx)
    expect(after).toMatchObject({ whole: true, entries: 4, seal: 'good' })
    expect(after).not.toEqual(before)
  })

  test('entries that are written while the log is checked do no harm', async () => {
    const checks = [
      verifyAudit(ctx),
      append('account/e'),
      verifyAudit(ctx),
      append('account/f'),
      verifyAudit(ctx),
    ]
    for (const found of await Promise.all(checks)) if (found) expect(found).toMatchObject({ whole: true })
  })
})
