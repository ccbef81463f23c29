import type { Logger } from 'pino'
import postgres from 'postgres'
import { type Embedded, startEmbedded } from './embedded.ts'
import { guard, type Sql } from './sql.ts'
import { startUpkeep } from './upkeep.ts'

export interface Database {
  readonly kind: 'embedded' | 'server'
  readonly sql: Sql
  /** Waits for running queries, then lets go; the embedded database is written out and stopped. */
  close(): Promise<void>
}

/** A database that we cannot work with; `code` says why, `detail` holds what was found. */
export class UnfitDatabaseError extends Error {
  readonly code:
    | 'old-postgres'
    | 'no-postgis'
    | 'old-postgis'
    | 'newer-program'
    | 'older-program'
    | 'changed-migration'
  readonly detail: string
  constructor(code: UnfitDatabaseError['code'], detail: string) {
    super(`${code}: ${detail}`)
    this.name = 'UnfitDatabaseError'
    this.code = code
    this.detail = detail
  }
}

const poolSize = 10
const connectSeconds = 5
const longestBackoffSeconds = 0.5
/** A runaway query on a server is stopped; the embedded database has no such brake. */
const statementMilliseconds = 60_000

export interface ServerOptions {
  readonly schema?: string
  /** Works as this role instead of the one that signs in. */
  readonly role?: string
  readonly sameAs?: Sql
}

/** A PostGIS server by URL. Throws `UnfitDatabaseError` when it is too old; connection errors as they come. */
export async function openServer(
  url: string,
  log: Logger,
  { schema, role, sameAs }: ServerOptions = {},
): Promise<Database> {
  const pool = postgres(url, {
    ...options,
    max: poolSize,
    connection: {
      application_name: 'jingwei',
      TimeZone: 'UTC',
      statement_timeout: statementMilliseconds,
      // Our statements are short and written in many ways: compiling one takes longer than running it.
      jit: 'off',
      ...(schema === undefined ? {} : { search_path: `${schema},public` }),
      ...(role === undefined ? {} : { role }),
    },
  })
  const database: Database = {
    kind: 'server',
    sql: guard(pool, sameAs === undefined ? { log } : { log, sameAs }),
    close: () => end(pool),
  }
  try {
    await requireVersions(database.sql)
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}

/** Made by migration 0020 where the login is a superuser, whom no row-level security holds. */
const heldRole = 'jingwei_app'

/** The same server as a role that row-level security holds; null where the login itself is held. */
export async function openHeld(
  owner: Database,
  url: string,
  log: Logger,
  schema?: string,
): Promise<Database | null> {
  const [found] = await owner.sql<{ escapes: boolean }[]>`
    select (rolsuper or rolbypassrls) and exists (select from pg_roles where rolname = ${heldRole}) as escapes
    from pg_roles where rolname = current_user`
  if (!found?.escapes) return null
  return openServer(url, log, {
    role: heldRole,
    sameAs: owner.sql,
    ...(schema === undefined ? {} : { schema }),
  })
}

/** The embedded database in a folder of its own. The caller holds the folder's lock. */
export async function openEmbedded(folder: string, log: Logger): Promise<Database> {
  const embedded = await startEmbedded(folder, log)
  const { sql, close } = await openSocket(embedded.address, log)
  const stopUpkeep = startUpkeep(sql, log)
  return {
    kind: 'embedded',
    sql,
    async close() {
      stopUpkeep()
      await close()
      await embedded.stop()
    },
  }
}

/** Joins an embedded database that another thread or process serves. */
export async function openSocket(
  address: Embedded['address'],
  log: Logger,
  { schema }: { readonly schema?: string } = {},
): Promise<Database> {
  // One connection: the embedded database runs one query at a time anyway, and has one session for everybody. Never renewed: the session
  // would keep the prepared statements of every connection before it.
  const pool = postgres({
    ...{ ...options, ...address },
    ...{ max: 1, max_lifetime: null, user: 'postgres', database: 'postgres' },
  })
  // Its socket ignores start-up parameters; the session is told instead (see embedded-worker.ts for the time zone).
  if (schema !== undefined) await pool`select set_config('search_path', ${`${schema},public`}, false)`
  return { kind: 'embedded', sql: guard(pool, { log }), close: () => end(pool) }
}

const options = {
  connect_timeout: connectSeconds,
  // A request waits for the next attempt: by itself the library would let it wait for up to twenty seconds.
  backoff: retries => Math.min(0.02 * 2 ** retries, longestBackoffSeconds),
  onnotice: () => {},
  fetch_types: true,
  transform: { column: { from: postgres.toCamel, to: postgres.fromCamel } },
  types: {
    bigint: { to: 20, from: [20], serialize: String, parse: safeInteger },
    date: { to: 1082, from: [1082], serialize: String, parse: (text: string) => text },
    instant: {
      to: 1184,
      from: [1114, 1184],
      serialize: (value: Date | string) => (value instanceof Date ? value.toISOString() : value),
      parse: (text: string) => new Date(text),
    },
  },
} satisfies postgres.Options<Record<string, postgres.PostgresType>>

const endSeconds = 5
const end = (pool: postgres.Sql) => pool.end({ timeout: endSeconds })

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`an integer too large for us: ${text}`)
  return value
}

const oldestPostgres = 15
const oldestPostgis = [3, 3] as const

async function requireVersions(sql: Sql) {
  const [found] = await sql<{ server: number; postgis: string | null }[]>`
    select current_setting('server_version_num')::int / 10000 as server,
      (select coalesce(installed_version, default_version) from pg_available_extensions
        where name = 'postgis') as postgis`
  const server = found?.server ?? 0
  if (server < oldestPostgres) throw new UnfitDatabaseError('old-postgres', String(server))
  const postgis = found?.postgis ?? null
  if (postgis === null) throw new UnfitDatabaseError('no-postgis', String(server))
  const [major = 0, minor = 0] = postgis.split('.').map(Number)
  if (major < oldestPostgis[0] || (major === oldestPostgis[0] && minor < oldestPostgis[1]))
    throw new UnfitDatabaseError('old-postgis', postgis)
}
