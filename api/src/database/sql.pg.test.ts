import { expect, test, vi } from 'vitest'
import { emptyDatabase, sameDatabase, testLog } from '../../../tests/support/database.ts'
import { ForeignHandleError, guard, type Sql } from './sql.ts'

const bowTie = 'POLYGON((0 0,1 1,1 0,0 1,0 0))'
const other = 'POLYGON((0 0,1 0.5,1 0,0 1,0 0))'

test('values read as the rest of the program expects them', async () => {
  const { sql } = await emptyDatabase()
  const [row] = await sql`
    select 9007199254740991::bigint as big_one, '2026-03-01'::date as some_day,
      '2026-03-01T08:00:00+08:00'::timestamptz as at, current_setting('TimeZone') as zone`
  expect(row).toEqual({
    bigOne: Number.MAX_SAFE_INTEGER,
    someDay: '2026-03-01',
    at: new Date('2026-03-01T00:00:00Z'),
    zone: 'UTC',
  })
})

test('an integer that JavaScript cannot hold is an error, never another number', async () => {
  const { sql } = await emptyDatabase()
  await expect(sql`select 9007199254740993::bigint as too_big`).rejects.toThrow(/too large/)
  expect(await sql`select 1 as fine`).toEqual([{ fine: 1 }])
})

test('a geometry error is thrown, and the database goes on, however often', async () => {
  const { sql } = await emptyDatabase()
  // PostGIS before 3.4 raises the error; the embedded one swallows it, which must not look like "no rows" (swallowed.ts).
  for (let n = 0; n < 12; n++) {
    const overlay = sql`select ST_Difference(${bowTie}::geometry, ${other}::geometry) as shape`
    const counted = sql`
      select count(*) from (select ST_Difference(${bowTie}::geometry, ${other}::geometry) offset 0) as shapes (shape)
      where shape is not null`
    const among = sql.unsafe(`
      select 1; select ST_Difference('${bowTie}'::geometry, '${other}'::geometry); select 2`)
    await expect(overlay).rejects.toMatchObject({ code: 'XX000' })
    await expect(counted).rejects.toMatchObject({ code: 'XX000' })
    await expect(among).rejects.toMatchObject({ code: 'XX000' })
    expect(await sql`select ${n}::int as after`).toEqual([{ after: n }])
  }
})

test('a refused statement does not spoil the answer of the next one, however soon that is asked', async () => {
  const { sql } = await emptyDatabase()
  await sql`create table only_positive (n int check (n > 0))`
  for (let n = 0; n < 50; n++) {
    const refused = sql`insert into only_positive values (${-n})`.catch(() => sql`select ${n}::int as next`)
    expect(await refused).toEqual([{ next: n }])
    await expect(sql`select nothing from nowhere`).rejects.toThrow(/nowhere/)
    expect(await sql`select ${n}::int as after`).toEqual([{ after: n }])
  }
})

test('a swallowed error inside a transaction undoes it', async () => {
  const { sql } = await emptyDatabase()
  await sql`create table kept (n int)`
  const work = sql.begin(async tx => {
    await tx`insert into kept values (1)`
    await tx`select ST_Difference(${bowTie}::geometry, ${other}::geometry)`
    await tx`insert into kept values (2)`
  })
  await expect(work).rejects.toThrow()
  expect(await sql`select n from kept`).toEqual([])
})

test('no rows, and statements without rows, are no errors', async () => {
  const { sql } = await emptyDatabase()
  expect(await sql`select 1 as one where false`).toEqual([])
  expect(await sql`create table empty (n int)`).toEqual([])
  expect(await sql`insert into empty values (${1})`).toEqual([])
  expect(await sql`update empty set n = 2 where n = 1 returning n`).toEqual([{ n: 2 }])
  expect(await sql.unsafe('select n from empty where n = $1', [3])).toEqual([])
})

test('inside a transaction every other handle is refused at once', async () => {
  const database = await emptyDatabase()
  const { sql } = database
  const inTransaction = (work: (tx: Sql) => Promise<unknown>) => sql.begin(async tx => work(tx))

  await expect(inTransaction(() => sql`select 1`)).rejects.toThrow(ForeignHandleError)
  await expect(inTransaction(() => sql.unsafe('select 1'))).rejects.toThrow(/only its own handle/)
  await expect(inTransaction(() => sql.begin(async () => 1))).rejects.toThrow(ForeignHandleError)
  await expect(inTransaction(tx => tx`select 1 as one`)).resolves.toEqual([{ one: 1 }])
  expect(await sql`select 1 as after`).toEqual([{ after: 1 }])
})

test('the refusal says where the transaction began', async () => {
  const { sql } = await emptyDatabase()
  await expect(sql.begin(() => sql`select 1`.then())).rejects.toThrow(/sql\.pg\.test/)
})

test('a handle is refused when its transaction is over', async () => {
  const { sql } = await emptyDatabase()
  let escaped: Sql | undefined
  await sql.begin(async tx => {
    escaped = tx
    await tx`select 1`
  })
  expect(escaped).toBeDefined()
  const late = escaped ?? sql
  await expect(late`select 1`).rejects.toThrow(/is over/)
})

test('a transaction inside a transaction is a savepoint', async () => {
  const { sql } = await emptyDatabase()
  await sql`create table kept (n int)`
  await sql.begin(async tx => {
    await tx`insert into kept values (1)`
    const inner = tx.begin(async savepoint => {
      await savepoint`insert into kept values (2)`
      throw new Error('undo')
    })
    await expect(inner).rejects.toThrow('undo')
    await tx`insert into kept values (3)`
  })
  expect(await sql`select n from kept order by n`).toEqual([{ n: 1 }, { n: 3 }])
})

test('every handle of a database names the same database, for caches', async () => {
  const { sql } = await emptyDatabase()
  expect(sql.database).toBe(sql.database)
  await sql.begin(async tx => expect(tx.database).toBe(sql.database))
})

test('fifty transactions at once all end, and none sees half of another', async () => {
  const database = await emptyDatabase()
  const { sql } = database
  const second = await sameDatabase(database)
  await sql`create table counter (n int)`
  await sql`insert into counter values (0)`
  const add = (handle: Sql) =>
    handle.begin(async tx => {
      const [row] = await tx<{ n: number }[]>`select n from counter for update`
      await tx`update counter set n = ${(row?.n ?? 0) + 1}`
    })
  await Promise.all(Array.from({ length: 50 }, (_, i) => add(i % 2 === 0 ? sql : second.sql)))
  expect(await sql`select n from counter`).toEqual([{ n: 50 }])
})

test('a transaction that stays open is reported with the place that began it', async () => {
  const warn = vi.fn()
  const log = Object.assign(Object.create(testLog), { warn })
  const { sql } = await emptyDatabase()
  const watched = guard(sql as never, { log, slowTransactionSeconds: 0.05 })
  await watched.begin(async tx => {
    await tx`select 'the last query' as label`
    await vi.waitFor(() => expect(warn).toHaveBeenCalled())
  })
  expect(warn.mock.calls[0]?.[0]).toMatchObject({
    label: expect.stringContaining('sql.pg.test'),
    lastQuery: expect.stringContaining('the last query'),
  })
})
