import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import { hashPassword, passwordFault } from './password.ts'
import { selectCity } from './queries.ts'

/** The hash of a password that somebody chose. Throws `weak-password` with the fault; names of the person and the city count for nothing. */
export async function newPasswordHash(
  { sql }: Ctx,
  password: string,
  account: string,
  name: string,
): Promise<string> {
  const city = await selectCity(sql)
  const about = [account, ...account.split(/[._-]/), name, city?.name.zh ?? '', city?.name.en ?? '']
  const fault = passwordFault(password, about)
  if (fault !== null) throw new Problem('weak-password', { field: 'password', detail: { fault } })
  return hashPassword(password)
}
