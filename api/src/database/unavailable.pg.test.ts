import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { emptyDatabase, testLog } from '../../../tests/support/database.ts'
import { testService } from '../../../tests/support/service.ts'
import { throwAwayDatabase } from '../../../tests/support/throw-away-database.ts'
import { createApp } from '../app.ts'
import { startEmbedded } from './embedded.ts'
import { type Database, openServer, openSocket } from './open.ts'
import { isUnavailable } from './unavailable.ts'

const recoversWithinMs = 30_000

test('a server that nobody runs is unavailable at once', async () => {
  const began = performance.now()
  const error = await openServer('postgres://nobody@127.0.0.1:1/none', testLog).catch(error => error)
  expect(isUnavailable(error)).toBe(true)
  expect(performance.now() - began).toBeLessThan(5000)
})

test('however long a database has been away, a query is refused soon', async () => {
  const database = await openSocket(
    { host: 'localhost', path: join(tmpdir(), 'nobody-listens-here') },
    testLog,
  )
  onTestFinished(() => database.close())
  const waits: number[] = []
  for (let i = 0; i < 8; i++) {
    const began = performance.now()
    expect(isUnavailable(await database.sql`select 1`.catch(error => error))).toBe(true)
    waits.push(performance.now() - began)
  }
  expect(Math.max(...waits)).toBeLessThan(1500)
})

describe('a database that goes away', () => {
  let mortal: Mortal
  beforeAll(async () => {
    mortal = await mortalDatabase()
  })
  afterAll(() => mortal.end())

  test('fails what it was doing, says so, and comes back by itself', async () => {
    const { database, goAway } = mortal
    const { sql } = database
    const app = createApp(testService(database))
    const health = async () => (await app.request('/api/health')).status
    await sql`drop table if exists kept_through_it`
    await sql`create table kept_through_it as select 1 as n`
    expect(await health()).toBe(200)

    const running = sql`select pg_sleep(20)`.catch(error => error)
    const began = performance.now()
    await goAway()
    expect(isUnavailable(await running)).toBe(true)
    expect(performance.now() - began).toBeLessThan(10_000)

    await vi.waitFor(async () => expect(await health()).toBe(200), {
      timeout: recoversWithinMs,
      interval: 100,
    })
    expect(await sql`select n from kept_through_it`).toEqual([{ n: 1 }])
  })

  test('fails a transaction whose connection is gone, and what that asks afterwards; nobody else is harmed', async () => {
    const { database, goAway } = mortal
    const failed = database.sql.begin(async tx => {
      const running = tx`select pg_sleep(20)`.catch(() => {})
      await goAway()
      await running
      const late = await tx`select 1`.catch(error => error)
      expect(isUnavailable(late)).toBe(true)
      throw late
    })
    expect(isUnavailable(await failed.catch(error => error))).toBe(true)
    await vi.waitFor(async () => expect(await database.sql`select 1 as n`).toEqual([{ n: 1 }]), {
      timeout: recoversWithinMs,
      interval: 100,
    })
  })
})

test('a server that takes no writes, a replica or a primary that was replaced, is unavailable', async () => {
  const { sql } = await emptyDatabase()
  await sql`create table kept (n int)`
  const written = sql.begin(async tx => {
    await tx`set transaction read only`
    await tx`insert into kept values (1)`
  })
  expect(isUnavailable(await written.catch(error => error))).toBe(true)
})

/** What PostgreSQL says at the door, and what made it say so: a role `r` and a database `d` of our own. */
const doors = [
  ['55000', 'alter database d allow_connections false', 'alter database d allow_connections true'],
  ['3D000', 'alter database d rename to d_away', 'alter database d_away rename to d'],
  ['28000', 'alter role r nologin', 'alter role r login'],
  ['42501', 'revoke connect on database d from public', 'grant connect on database d to public'],
] as const

test('who is turned away at the door finds the database unavailable; under the same code a statement has failed', async () => {
  const { sql } = await emptyDatabase()
  await sql`create sequence unused`
  const ours = await sql`select currval('unused')`.catch(error => error)
  expect([ours.code, isUnavailable(ours)]).toEqual(['55000', false])

  const server = inject('testServer')
  // The embedded database has no door; what a server says there is judged all the same.
  const said = server.kind === 'server' ? await turnedAway(server.url) : doors.map(([code]) => fatal(code))
  expect(said.map(({ code, severity }) => [code, severity])).toEqual(doors.map(([code]) => [code, 'FATAL']))
  expect([...said, fatal('28P01')].filter(error => !isUnavailable(error))).toEqual([])
})

const fatal = (code: string) => Object.assign(new Error(code), { code, severity: 'FATAL' })

async function turnedAway(server: string): Promise<{ code: string; severity: string }[]> {
  const own = await throwAwayDatabase(server)
  const mine = new URL(own.url)
  const name = mine.pathname.slice(1)
  Object.assign(mine, { username: `${name}_role`, password: 'one' })
  const admin = postgres(server, { max: 1, onnotice: () => {} })
  const run = (text: string) =>
    admin.unsafe(text.replace(/\b[dr](?=\b|_)/g, word => (word === 'd' ? name : mine.username)))
  await run(`create role r login password 'one'`)
  const { sql, close } = await openServer(mine.href, testLog)
  try {
    const said = []
    for (const [, shut, open] of doors) {
      await sql`select 1`
      // A database in use cannot be renamed.
      await admin`select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = ${mine.username}`
      await run(shut)
      const turned = await vi.waitFor(async () => {
        const error = await sql`select 1`.catch(error => error)
        expect(error).toHaveProperty('severity')
        expect(error.code).not.toBe('57P01')
        return error
      })
      said.push(turned)
      await run(open)
    }
    return said
  } finally {
    await close()
    await own.drop()
    await run('drop role r')
    await admin.end()
  }
}

interface Mortal {
  readonly database: Database
  readonly goAway: () => Promise<void>
  readonly end: () => Promise<void>
}

/** The run's own server must live on: connections are cut there; an embedded database of our own is crashed. */
async function mortalDatabase(): Promise<Mortal> {
  const server = inject('testServer')
  if (server.kind === 'server') {
    const database = await openServer(server.url, testLog)
    const other = await openServer(server.url, testLog)
    return {
      database,
      async goAway() {
        await vi.waitFor(async () => {
          const cut = await other.sql`
            select pg_terminate_backend(pid) from pg_stat_activity
            where query like '%pg_sleep%' and pid <> pg_backend_pid() and datname = current_database()`
          expect(cut).toHaveLength(1)
        })
      },
      async end() {
        await database.sql`drop table if exists kept_through_it`
        await database.close()
        await other.close()
      },
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-mortal-'))
  const embedded = await startEmbedded(join(folder, 'database'), testLog)
  const database = await openSocket(embedded.address, testLog)
  return {
    database,
    goAway: () => embedded.crash(),
    async end() {
      await database.close()
      await embedded.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
