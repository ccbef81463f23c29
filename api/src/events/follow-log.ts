import type { Sql } from '../database/sql.ts'
import { selectSeen } from './queries.ts'
import { Tail } from './tail.ts'

/** A reader of another module: what it reads of each step, and where it puts it. */
export interface Follower<T> {
  /** Longest time between two looks at the log. */
  readonly pollMilliseconds: number
  /** Steps in `(after, until]`, lowest first, at most `limit`. */
  read(sql: Sql, after: number, until: number, limit: number): Promise<readonly T[]>
  tell(steps: readonly T[]): void
  /** The log cannot be read, for the first time after it could. */
  fail(error: unknown): void
}

/** Follows the log from a position on: each step once, in order, when nothing lower can come any more. */
export function followLog<T extends { readonly seq: number }>(
  sql: () => Sql,
  position: number,
  { pollMilliseconds, read, tell, fail }: Follower<T>,
): Tail<T> {
  return new Tail<T>(
    {
      top: async () => position,
      seen: after => selectSeen(sql(), after),
      read: (after, until, limit) => read(sql(), after, until, limit),
    },
    { pollMilliseconds: () => pollMilliseconds, backlog: 0, begin: () => {}, tell, fail },
  )
}
