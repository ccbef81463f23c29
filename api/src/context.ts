import type { Logger } from 'pino'
import type { Sql } from './database/sql.ts'

/** What every verb and query gets: the handle to use, who asks, and what time it is. */
export interface Ctx {
  readonly sql: Sql
  readonly actor: Actor
  readonly now: Date
  readonly log: Logger
}

export interface Actor {
  readonly account: string | null
  readonly role: string
  /** Top of the actor's subtree; null: the whole city. */
  readonly grid: string | null
}

export const visitor: Actor = { account: null, role: 'visitor', grid: null }

/**
 * Runs `work` in one transaction. The context it gets carries the transaction's own handle; using any other handle inside throws
 * (see `database/sql.ts`): on the embedded database it would wait for ever.
 */
export function transaction<T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return ctx.sql.begin(sql => work({ ...ctx, sql })) as Promise<T>
}
