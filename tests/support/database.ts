import { randomBytes } from 'node:crypto'
import { migrate } from '@jingwei/api/database/migrate.ts'
import { type Database, openServer, openSocket } from '@jingwei/api/database/open.ts'
import { createLog } from '@jingwei/api/log.ts'
import { afterAll, inject } from 'vitest'

/** Tests read what went wrong in the failure itself. */
export const testLog: ReturnType<typeof createLog> = createLog('silent')

/** This program's schema with nothing in it, for one test file; dropped when the file is done. */
export async function freshDatabase(): Promise<Database> {
  const database = await emptyDatabase()
  await migrate(database.sql)
  return database
}

/** A schema without any table: for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<Database> {
  const schema = `t_${randomBytes(6).toString('hex')}`
  const first = await openSchema('public')
  await first.sql`create extension if not exists postgis with schema public`
  await first.sql`create schema ${first.sql(schema)}`
  await first.close()
  const database = await openSchema(schema)
  afterAll(async () => {
    await database.sql`drop schema ${database.sql(schema)} cascade`
    await database.close()
  })
  return database
}

/** One more handle on the same tables, as another process would have it. */
export async function sameDatabase(database: Database): Promise<Database> {
  const [row] = await database.sql<{ schema: string }[]>`select current_schema() as schema`
  const other = await openSchema(row?.schema ?? 'public')
  afterAll(() => other.close())
  return other
}

export function openSchema(schema: string): Promise<Database> {
  const server = inject('testServer')
  return server.kind === 'server'
    ? openServer(server.url, testLog, schema)
    : openSocket(server.address, testLog, schema)
}
