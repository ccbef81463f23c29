import type { Logger } from 'pino'
import type { Role } from './access/contract.ts'
import type { Keyring } from './access/keyring.ts'
import type { Sql } from './database/sql.ts'
import type { Atlases } from './grids/atlases.ts'
import type { HeatStore } from './heat/heat-store.ts'
import type { Past } from './incidents/past.ts'
import type { Verb } from './permissions.ts'

/** What every verb and query gets: the handle to use, who asks, and what time it is. */
export interface Ctx {
  readonly sql: Sql
  /** The grids of each version in memory: one per process, made by `createAtlases()`. */
  readonly atlases: Atlases
  /** All incidents in memory, for counting (`heat/count.ts`). */
  readonly heat: HeatStore
  readonly actor: Actor
  readonly now: Date
  /** What is read as it stood at a moment, which is `now` then; `incidents/as-of.ts` makes it. */
  readonly past?: Past
  readonly log: Logger
  /** Where the request came from, for throttling and audit; null: the program itself. */
  readonly address: string | null
  /** What personal data at rest is sealed with. */
  readonly keyring: Keyring
}

export interface Actor {
  readonly account: string | null
  readonly role: Role
  /** Top of the actor's subtree; null: the whole city. */
  readonly grid: string | null
  /** The person whose posts are the actor's own. */
  readonly person: number | null
  /** The nets whose cases are the actor's business; null: all. Narrows the reaches `sub` and `own`. */
  readonly nets: readonly string[] | null
  /** The department that the actor speaks for. */
  readonly department: number | null
  /** What a token is confined to; without it whatever the role may. */
  readonly verbs?: ReadonlySet<Verb>
}

/** Nobody signed in. */
export const visitor: Actor = {
  account: null,
  role: 'visitor',
  grid: null,
  person: null,
  nets: null,
  department: null,
}

/**
 * Runs `work` in one transaction. The context it gets carries the transaction's own handle; using any other handle inside throws
 * (see `database/sql.ts`): on the embedded database it would wait for ever.
 */
export function transaction<T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return ctx.sql.begin(sql => work({ ...ctx, sql })) as Promise<T>
}
