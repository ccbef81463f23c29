import { AsyncLocalStorage } from 'node:async_hooks'
import type { Logger } from 'pino'
import type postgres from 'postgres'

/**
 * A handle to the database, a pool's or a transaction's. `begin` on a transaction's handle makes a savepoint.
 * timestamptz reads as Date, date as `YYYY-MM-DD`, bigint as a safe number; columns read in camelCase.
 */
export interface Sql extends postgres.ISql<{ bigint: number; date: string }> {
  begin<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /** The same object for every handle of one database: a key for caches. */
  readonly database: object
  readonly load: Readonly<PoolLoad>
  readonly inTransaction: boolean
}

/** A query on a handle that would wait for ever, or that would escape its transaction. A mistake in our code. */
export class ForeignHandleError extends Error {
  constructor(why: string, query: string) {
    super(`${why}: ${query}`)
    this.name = 'ForeignHandleError'
  }
}

export interface GuardOptions {
  readonly log: Logger
  /** Another handle on the same database: what is kept in memory of its content counts for both. */
  readonly sameAs?: Sql
  /** A transaction open for longer is reported with the place that began it. */
  readonly slowTransactionSeconds?: number
}

/** What goes on in a pool at this moment. */
export interface PoolLoad {
  /** The most that it opens. */
  readonly connections: number
  /** Sent or waiting to be, not answered yet; those inside transactions too. */
  queries: number
  /** Each has a connection to itself. */
  transactions: number
  /** Transactions that wait for a connection. */
  waiting: number
}

/** Puts the guards around every query of a postgres.js pool. */
export function guard(pool: postgres.Sql, options: GuardOptions): Sql {
  const database = options.sameAs?.database ?? {}
  const load = { connections: pool.options.max, queries: 0, transactions: 0, waiting: 0 }
  const scope: Scope = { database, load, handle: pool, transaction: null, options }
  return guardedHandle(scope)
}

const slowTransactionSeconds = 10

interface Transaction {
  readonly database: object
  /** Where it was begun, for the watchdog. */
  readonly label: string
  lastQuery: string
  open: boolean
}

interface Scope {
  readonly database: object
  readonly load: PoolLoad
  readonly handle: postgres.Sql | postgres.TransactionSql
  readonly transaction: Transaction | null
  readonly options: GuardOptions
}

const running = new AsyncLocalStorage<Transaction>()

function guardedHandle(scope: Scope): Sql {
  const begin = <T>(work: (sql: Sql) => Promise<T>) => beginIn(scope, work)
  const wrapped = new Proxy(scope.handle, {
    apply: (target, self, args) => guardedQuery(Reflect.apply(target as never, self, args), scope),
    get(target, name) {
      if (name === 'begin') return begin
      if (name === 'database' || name === 'load') return scope[name]
      if (name === 'inTransaction') return scope.transaction !== null
      const value = Reflect.get(target, name)
      if (name !== 'unsafe' && name !== 'file') return value
      return (...args: unknown[]) => guardedQuery(Reflect.apply(value as never, target, args), scope)
    },
  })
  return wrapped as unknown as Sql
}

async function beginIn<T>(scope: Scope, work: (sql: Sql) => Promise<T>): Promise<T> {
  const label = callSite()
  const refusal = refuse(scope)
  if (refusal !== null) throw new ForeignHandleError(refusal, `begin at ${label}`)

  const inner = (handle: postgres.TransactionSql, transaction: Transaction) =>
    work(guardedHandle({ ...scope, handle, transaction }))
  const outer = scope.transaction
  if (outer !== null) {
    const handle = scope.handle as postgres.TransactionSql
    return (await handle.savepoint(savepoint => inner(savepoint, outer))) as T
  }

  const transaction: Transaction = { database: scope.database, label, lastQuery: 'begin', open: true }
  const { load } = scope
  let state: 'waiting' | 'transactions' = 'waiting'
  load[state]++
  try {
    return (await (scope.handle as postgres.Sql).begin(handle => {
      load[state]--
      state = 'transactions'
      load[state]++
      const watchdog = watch(transaction, scope.options)
      return running.run(transaction, () =>
        inner(handle, transaction).finally(() => {
          close(transaction)
          clearInterval(watchdog)
        }),
      )
    })) as T
  } finally {
    load[state]--
    close(transaction)
  }
}

/** Speaks up again and again while the transaction is open. */
function watch(transaction: Transaction, { log, slowTransactionSeconds: given }: GuardOptions) {
  const seconds = given ?? slowTransactionSeconds
  return setInterval(() => {
    const { label, lastQuery } = transaction
    log.warn({ label, seconds, lastQuery }, 'a transaction is open for long')
  }, seconds * 1000).unref()
}

function close(transaction: Transaction) {
  transaction.open = false
}

/** What postgres.js gives for a tagged template: not yet sent. Its own fields, which its types hide. */
interface PendingQuery {
  strings: readonly string[]
  handler: ((query: PendingQuery) => void) & { debug?: unknown }
  resolve: (result: { command?: string | null } | unknown[]) => void
  reject: (error: Error) => void
}

function guardedQuery<T>(value: T, scope: Scope): T {
  if (!isQuery(value)) return value
  const query = value
  const { handler, resolve, reject } = query
  let isCounted = false
  const count = (isRunning: boolean) => {
    if (isCounted === isRunning) return
    isCounted = isRunning
    scope.load.queries += isRunning ? 1 : -1
  }
  query.handler = Object.assign(
    (sent: PendingQuery) => {
      const refusal = refuse(scope)
      if (refusal !== null) return sent.reject(new ForeignHandleError(refusal, textOf(query)))
      if (scope.transaction !== null) scope.transaction.lastQuery = textOf(query)
      count(true)
      handler(sent)
    },
    { debug: handler.debug },
  )
  query.reject = error => {
    count(false)
    reject(error)
  }
  query.resolve = result => {
    count(false)
    resolve(result)
  }
  return value
}

function isQuery(value: unknown): value is PendingQuery {
  return value instanceof Promise && 'handler' in value && 'resolve' in value
}

/** Why a query on this handle must not be sent now; null when it may. */
function refuse(scope: Scope): string | null {
  if (scope.transaction !== null)
    return scope.transaction.open ? null : 'the transaction of this handle is over'
  const current = running.getStore()
  if (current === undefined || !current.open || current.database !== scope.database) return null
  return `inside a transaction (${current.label}) only its own handle may be used`
}

function textOf(query: PendingQuery): string {
  return query.strings.join('?').replace(/\s+/g, ' ').trim().slice(0, 200)
}

/** `file:line` of the code outside this file and `context.ts` that asked. */
function callSite(): string {
  const frames = new Error().stack?.split('\n').slice(1) ?? []
  const frame = frames.find(line => !/database[\\/]sql\.ts|[\\/]context\.ts|node:/.test(line))
  return frame?.replace(/^\s*at\s+/, '') ?? 'unknown'
}
