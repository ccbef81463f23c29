import { createHash, randomInt, timingSafeEqual } from 'node:crypto'
import type { Ctx } from '../context.ts'
import { createDemoAccounts } from './create-demo-accounts.ts'
import { selectAnyAccount, selectCity } from './queries.ts'

/**
 * Whether this process waits for its city's first administrator. The code is printed by the start and kept in memory only: whoever can
 * read the console of the server may set it up, nobody else.
 */
export interface Setup {
  /** Null: nothing to set up. */
  code: string | null
}

/** No vowels, nothing that looks like something else. */
const letters = '23456789BCDFGHJKMNPQRSTVWXYZ'
const groups = 5
const groupLength = 4

/** After the city is loaded: demo accounts for the demo city, a setup code for a real one without accounts. */
export async function prepareAccounts(ctx: Ctx, setup: Setup): Promise<void> {
  const city = await selectCity(ctx.sql)
  if (city?.demo) await createDemoAccounts(ctx)
  else if (!(await selectAnyAccount(ctx.sql))) setup.code = newCode()
}

/** Another process on the same database may have been set up meanwhile. */
export async function isSetupOpen(ctx: Ctx, setup: Setup): Promise<boolean> {
  if (setup.code !== null && (await selectAnyAccount(ctx.sql))) setup.code = null
  return setup.code !== null
}

/** Compares without telling by its time how much was right. Case, blanks and dashes do not matter. */
export function isSetupCode(setup: Setup, typed: string): boolean {
  if (setup.code === null) return false
  return timingSafeEqual(digest(setup.code), digest(typed))
}

function digest(code: string): Buffer {
  return createHash('sha256').update(code.toUpperCase().replace(/[\s-]/g, '')).digest()
}

function newCode(): string {
  const group = () => Array.from({ length: groupLength }, () => letters[randomInt(letters.length)]).join('')
  return Array.from({ length: groups }, group).join('-')
}
