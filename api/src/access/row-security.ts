import type { Ctx } from '../context.ts'
import type { Verb } from '../permissions.ts'
import { selectRowSecurity, setRowSecurity } from './row-security.queries.ts'
import { reachFor } from './told.ts'

/**
 * Lets the rest of this transaction see rows that the database shows nobody otherwise (migrations 0020, 0030): those that the table of rights
 * lets the actor of a verb reach, or all of them for the `program`'s own work. Call it where such rows are read, not where a request begins.
 */
export async function showRows(ctx: Ctx, verb: Verb | 'program'): Promise<void> {
  const { grid, person, department, nets } = ctx.actor
  await setRowSecurity(ctx.sql, {
    verb,
    reach: verb === 'program' ? 'all' : reachFor(ctx.actor, verb),
    grid: grid ?? '',
    person: person === null ? '' : String(person),
    department: department === null ? '' : String(department),
    nets: nets?.join(',') ?? '',
  })
}

/** One look of the program's own inside somebody's transaction, which afterwards sees what it saw before. */
export async function asProgram<T>(ctx: Ctx, look: () => Promise<T>): Promise<T> {
  const before = await selectRowSecurity(ctx.sql)
  await showRows(ctx, 'program')
  const seen = await look()
  await setRowSecurity(ctx.sql, before)
  return seen
}
