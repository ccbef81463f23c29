import { beforeAll, expect, test } from 'vitest'
import { freshDatabase, heldDatabase } from '../../../tests/support/database.ts'
import { type Incidents, reportEverywhere, rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { appendAudit } from '../audit/append.ts'
import { type Actor, type Ctx, transaction, visitor } from '../context.ts'
import type { Database } from '../database/open.ts'
import type { Verb } from '../permissions.ts'
import { selectAccount } from './queries.ts'
import { showRows } from './row-security.ts'
import { actorOf } from './session.ts'

/** What the database itself shows, whatever the program asks it: as somebody would who smuggled a statement into a query of ours. */
let owner: Database
let ctx: Ctx
let incidents: Incidents
beforeAll(async () => {
  owner = await freshDatabase()
  ctx = testContext(testService(owner))
  await rightsCity(ctx, { wide: true })
  incidents = await reportEverywhere(ctx)
  await transaction(ctx, tx => appendAudit(tx, { verb: 'account.create', subject: 'account/a' }))
})

/** Works as the program does on a server; on the embedded database, whose one login is a superuser, for the time of a transaction. */
function held<T>(work: (tx: Ctx) => Promise<T>): Promise<T> {
  return transaction(ctx, async tx => {
    await tx.sql`set local role jingwei_app`
    return work(tx)
  })
}

async function shownTo(
  actor: Actor,
  verb: Verb | 'program',
  table: 'incident_reporter' | 'reporter_key' = 'incident_reporter',
): Promise<string[]> {
  const ids = await held(async tx => {
    await showRows({ ...tx, actor }, verb)
    const rows = await tx.sql<{ id: number }[]>`select incident_id as id from ${tx.sql(table)}`
    return rows.map(({ id }) => id)
  })
  return Object.entries(incidents)
    .filter(([, id]) => ids.includes(id))
    .map(([place]) => place)
}

async function actor(name: string): Promise<Actor> {
  const account = await selectAccount(ctx.sql, name, ctx.now)
  if (account === undefined) throw new Error(`no account ${name}`)
  return actorOf(account)
}

test('who says nothing sees nothing: no contact, no entry of the audit log', async () => {
  await held(async tx => {
    expect(await tx.sql`select * from incident_reporter`).toEqual([])
    expect(await tx.sql`select * from audit_event`).toEqual([])
    expect(await tx.sql`delete from incident_reporter returning 1`).toEqual([])
  })
  expect(await ctx.sql`select from incident_reporter`).toHaveLength(4)
})

test('what was said in one transaction is forgotten in the next', async () => {
  await held(tx => showRows(tx, 'program'))
  await held(async tx => expect(await tx.sql`select * from incident_reporter`).toEqual([]))
})

test.each([
  ['commander', ['A1', 'A2', 'B1', 'queue']],
  ['lead', ['A1', 'A2']],
  ['worker', ['A1']],
  // bound to the other net
  ['service-lead', []],
  ['service-worker', []],
  ['department', []],
  ['administrator', []],
  ['auditor', []],
])('%s is shown the contacts of %j, also by select * from', async (name, places) => {
  expect(await shownTo(await actor(name), 'reporter.read')).toEqual(places)
})

test('a verb shows the rows it is for, no others', async () => {
  expect(await shownTo(visitor, 'reporter.read')).toEqual([])
  expect(await shownTo(await actor('commander'), 'incident.read')).toEqual([])
  expect(await shownTo(await actor('commander'), 'person.export')).toEqual([])
  expect(await shownTo(await actor('administrator'), 'person.export')).toEqual(['A1', 'A2', 'B1', 'queue'])
  expect(await shownTo(visitor, 'program')).toEqual(['A1', 'A2', 'B1', 'queue'])
})

test('the keys to what reporters wrote are shown to those whose case it is, or who were given it', async () => {
  await ctx.sql`
    insert into reporter_key (incident_id, key, key_id, made_at) select id, '', '', now() from incident`
  const keysOf = async (name: string) => shownTo(await actor(name), 'case.move', 'reporter_key')
  for (const [name, places] of [
    ['commander', ['A1', 'A2', 'B1', 'queue']],
    ['lead', ['A1', 'A2']],
    ['worker', ['A1']],
    ['service-lead', []],
    ['department', []],
    ['auditor', []],
  ] as const)
    expect(await keysOf(name), name).toEqual(places)
  expect(await shownTo(await actor('commander'), 'reporter.read', 'reporter_key')).toEqual([])

  const assign = (kind: string, id: unknown, incident: number) => ctx.sql`
    update incident set assignee_kind = ${kind}, assignee_id = ${id as number} where id = ${incident}`
  const [given] = await ctx.sql<{ post: number; department: number }[]>`
    select post.id as post, (select id from department) as department
    from post join grid_record using (grid_id) where code = 'A1'`
  await assign('department', given?.department, incidents.B1)
  await assign('post', given?.post, incidents.A2)
  expect(await keysOf('department')).toEqual(['B1'])
  expect(await keysOf('worker')).toEqual(['A1', 'A2'])
  expect(await keysOf('service-worker')).toEqual([])
  await ctx.sql`update incident set assignee_kind = null, assignee_id = null`
})

test('the audit log is shown to auditors, and nobody changes it', async () => {
  const entries = async (name: string) => {
    const asker = await actor(name)
    return held(async tx => {
      await showRows({ ...tx, actor: asker }, 'audit.read')
      return tx.sql`select seq from audit_event`
    })
  }
  expect(await entries('auditor')).not.toEqual([])
  for (const name of ['commander', 'administrator', 'lead']) expect(await entries(name)).toEqual([])
  await expect(held(tx => tx.sql`update audit_event set actor = 'x'`)).rejects.toThrow(/denied/)
  await expect(held(tx => tx.sql`delete from audit_event`)).rejects.toThrow(/denied/)
  await expect(held(tx => tx.sql`alter table audit_event disable trigger all`)).rejects.toThrow(/owner/)
})

test('the program works as the held role on a server, and finds nothing it does not ask for', async () => {
  const { sql, kind } = await heldDatabase(owner)
  const [row] = await sql<{ role: string }[]>`select current_user::text as role`
  // the embedded database has one session for everybody, and its superuser
  if (kind === 'embedded') return expect(row?.role).toBe('postgres')
  expect(row?.role).toBe('jingwei_app')
  expect(await sql`select * from incident_reporter`).toEqual([])
  const again = await reportEverywhere({ ...ctx, sql })
  expect(Object.values(again)).toHaveLength(4)
})

test('every table that is held has both walls: forced, and open to the program', async () => {
  const tables = await ctx.sql<{ name: string; forced: boolean }[]>`
    select relname::text as name, relforcerowsecurity as forced from pg_class
    where relnamespace = current_schema()::regnamespace and relrowsecurity order by 1`
  expect(tables).toEqual([
    { name: 'audit_event', forced: true },
    { name: 'incident_reporter', forced: true },
    { name: 'reporter_key', forced: true },
  ])
  for (const { name } of tables) {
    const [all] = await ctx.sql<{ count: number }[]>`select count(*) as count from ${ctx.sql(name)}`
    const shown = await held(async tx => {
      await showRows(tx, 'program')
      return tx.sql<{ count: number }[]>`select count(*) as count from ${tx.sql(name)}`
    })
    expect(shown[0]?.count, name).toBe(all?.count)
  }
})
