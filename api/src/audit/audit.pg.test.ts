import { randomBytes } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../tests/support/database.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { parseKeyring } from '../access/keyring.ts'
import { type Ctx, transaction, visitor } from '../context.ts'
import { appendAudit } from './append.ts'
import { showChain } from './check-chain.ts'
import { resealHead } from './reseal-head.ts'
import { verifyAudit } from './verify.ts'

const auditor = { ...visitor, account: 'auditor', role: 'auditor' } as const
let ctx: Ctx
beforeAll(async () => {
  ctx = testContext(testService(await freshDatabase()))
})
/** As the migrations leave it: every test has a log of its own. */
beforeEach(async () => {
  await tamper(({ sql }) => sql`truncate audit_event`)
  await ctx.sql`delete from audit_head`
  await ctx.sql`insert into audit_head (seq) values (0)`
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

  const cut = (c: Ctx) => c.sql`delete from audit_event where seq = 4`
  const setBack = (c: Ctx) =>
    c.sql`update audit_head set (seq, hash) = (select seq, hash from audit_event where seq = 3)`
  const brokenBefore4 = { whole: false, entry: 4, fault: 'seal-broken' }

  test.each([
    ['set back to match', setBack],
    ['taken away', (c: Ctx) => c.sql`delete from audit_head`],
    ['unsealed in part', (c: Ctx) => c.sql`update audit_head set seal = null`],
    ['pointing past its entries', (c: Ctx) => c.sql`update audit_head set seq = 9, hash = null`],
    ['said to be new', (c: Ctx) => c.sql`update audit_head set seq = 0, seal = null, key_id = null`],
    ['sealed by a key that is not here', (c: Ctx) => c.sql`update audit_head set key_id = 'gone'`],
  ] as const)(
    'an end that was cut off, its head %s: what is written afterwards does not heal it',
    async (_, change) => {
      await tamper(async tx => {
        await cut(tx)
        await change(tx)
      })
      await append('account/e')
      await append('account/f')
      expect(await verifyAudit(ctx)).toEqual(brokenBefore4)
      expect(await showChain({ ...ctx, actor: auditor })).toMatchObject({
        entries: 6,
        seal: 'good',
        brokenAt: 4,
      })
      const entries =
        await ctx.sql`select seq, actor, role, verb, subject from audit_event where seq > 3 order by seq`
      expect(entries).toMatchObject([
        { seq: 4, actor: null, verb: 'audit.broken', subject: 'entry/4' },
        { seq: 5, verb: 'account.create', subject: 'account/e' },
        { seq: 6, verb: 'account.create', subject: 'account/f' },
      ])
    },
  )

  test('entries beyond a head that was set back do not stop what is written next', async () => {
    await tamper(setBack)
    await append('account/e')
    expect(await verifyAudit(ctx)).toEqual({ whole: false, entry: 5, fault: 'seal-broken' })
  })

  test('the place of a break cannot be taken away or moved on', async () => {
    await tamper(cut)
    await tamper(setBack)
    await append('account/e')
    await ctx.sql`update audit_head set broken_at = null`
    expect(await verifyAudit(ctx)).toEqual({ whole: false, entry: 5, fault: 'unsealed' })
    await append('account/f')
    expect(await verifyAudit(ctx)).toEqual({ whole: false, entry: 6, fault: 'seal-broken' })
    await ctx.sql`update audit_head set seal = null, key_id = null`
    await append('account/g')
    expect(await verifyAudit(ctx)).toEqual({ whole: false, entry: 6, fault: 'seal-broken' })
  })

  test('a new key is no break, at whatever moment the old one goes', async () => {
    const [old, fresh] = [randomBytes(32), randomBytes(32)].map(key => key.toString('base64'))
    const withKeys = (keys: string) => ({ ...ctx, keyring: parseKeyring(keys) })
    const write = (c: Ctx) =>
      transaction(c, tx => appendAudit(tx, { verb: 'account.create', subject: 'account/k' }))
    await tamper(tx => tx.sql`delete from audit_event`)
    await ctx.sql`update audit_head set seq = 0, hash = null, seal = null, key_id = null`
    await write(withKeys(`${old}`))
    await write(withKeys(`${fresh},${old}`))
    await write(withKeys(`${fresh}`))
    expect(await verifyAudit(withKeys(`${fresh}`))).toMatchObject({ whole: true, entries: 3, seal: 'good' })
    await resealHead(withKeys(`${old},${fresh}`))
    await write(withKeys(`${old}`))
    expect(await verifyAudit(withKeys(`${old}`))).toMatchObject({ whole: true, entries: 4, seal: 'good' })
    await setBack(ctx)
    await resealHead(withKeys(`${fresh},${old}`))
    expect(await verifyAudit(withKeys(`${fresh},${old}`))).toMatchObject({ fault: 'unsealed' })
  })

  test('a log from before there were seals is no break; it says for ever where its seal begins', async () => {
    await ctx.sql`update audit_head set seal = null, key_id = null`
    await append('account/e')
    await append('account/f')
    expect(await verifyAudit(ctx)).toMatchObject({ whole: true, entries: 6, seal: 'good', sealedFrom: 5 })
    await ctx.sql`update audit_head set sealed_from = null`
    expect(await verifyAudit(ctx)).toMatchObject({ whole: false, fault: 'unsealed' })
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
