import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import type { AccountChange } from './contract.ts'
import { type Place, selectDepartmentId, selectGridId, selectHolders, selectUnknownNets } from './queries.ts'

/**
 * What an account is to stand on: a lead or worker on a post that somebody holds there today, a department's account on its department.
 * Throws `unknown-grid`, `bad-post`, `bad-field`.
 */
export async function placeOf(ctx: Ctx, input: Omit<AccountChange, 'disabled' | 'subject'>): Promise<Place> {
  const { name, role, grid, department, nets } = input
  const gridId = grid === null ? null : await selectGridId(ctx.sql, grid)
  if (gridId === undefined) throw new Problem('unknown-grid', { field: 'grid' })
  const holdsPost = role === 'lead' || role === 'worker'
  if (holdsPost && gridId === null) throw new Problem('bad-field', { field: 'grid' })
  const isDepartment = role === 'department'
  const departmentId =
    isDepartment && department !== null ? await selectDepartmentId(ctx.sql, department) : null
  if (departmentId === undefined || (isDepartment && departmentId === null))
    throw new Problem('bad-field', { field: 'department' })
  if (nets !== null && (await selectUnknownNets(ctx.sql, nets)).length > 0)
    throw new Problem('bad-field', { field: 'nets' })
  const personId = holdsPost && gridId !== null ? await holderOf(ctx, gridId, role, input.person) : null
  return { name, role, gridId, personId, departmentId, nets }
}

async function holderOf({ sql, now }: Ctx, gridId: number, role: string, person: number | null) {
  const people = await selectHolders(sql, gridId, role, now)
  const chosen =
    person === null && people.length === 1 ? people[0] : people.find(one => one.person === person)
  if (chosen === undefined) throw new Problem('bad-post', { field: 'person', detail: { people } })
  return chosen.person
}
