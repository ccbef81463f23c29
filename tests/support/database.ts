import { randomBytes } from 'node:crypto'
import { migrate } from '@jingwei/api/database/migrate.ts'
import { type Database, openHeld, openServer, openSocket } from '@jingwei/api/database/open.ts'
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
  const database = await openSchema(schema)
  await database.sql`create schema ${database.sql(schema)}`
  // The hooks of a file run in reverse: the handles are closed (below) after this.
  afterAll(async () => {
    const last = await openSchema('public')
    await last.sql`drop schema ${last.sql(schema)} cascade`
  })
  return database
}

/** One more handle on the same tables, as another process would have it. */
export async function sameDatabase(database: Database): Promise<Database> {
  const [row] = await database.sql<{ schema: string }[]>`select current_schema() as schema`
  return openSchema(row?.schema ?? 'public')
}

/** The same tables as the program reaches them on a server: as the role that row-level security holds. */
export async function heldDatabase(owner: Database): Promise<Database> {
  const server = inject('testServer')
  const [row] = await owner.sql<{ schema: string }[]>`select current_schema() as schema`
  const held = server.kind === 'server' ? await openHeld(owner, server.url, testLog, row?.schema) : null
  if (held === null) return owner
  current.handles.push(held)
  afterAll(() => held.close())
  return held
}

let current = { schema: '', handles: [] as Database[] }

/**
 * A handle whose tables are those of a schema. One schema at a time: the embedded database has one session for everybody, so the handles
 * of another schema are closed; a test that still uses one fails instead of reading the wrong tables. That session keeps the prepared
 * statements of closed connections and walks them at every change of a table: those of another schema are dropped.
 */
export async function openSchema(schema: string): Promise<Database> {
  const isOther = current.schema !== schema
  if (isOther) {
    const before = current.handles
    current = { schema, handles: [] }
    for (const handle of before) await handle.close()
  }
  const server = inject('testServer')
  const database =
    server.kind === 'server'
      ? await openServer(server.url, testLog, { schema })
      : await openSocket(server.address, testLog, { schema })
  current.handles.push(database)
  afterAll(() => database.close())
  if (isOther && database.kind === 'embedded') await database.sql`deallocate all`.simple()
  return database
}
