import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import { countAdministrators } from './queries.ts'

/** After a change, before its end: somebody has to be left who can make the next one. Throws `last-administrator`. */
export async function keepAnAdministrator({ sql }: Ctx): Promise<void> {
  if ((await countAdministrators(sql)) === 0) throw new Problem('last-administrator')
}
