import { timingSafeEqual } from 'node:crypto'
import type { Ctx } from '../context.ts'
import { createDemoAccounts } from './create-demo-accounts.ts'
import { selectAnyAccount, selectCity } from './queries.ts'
import { hashReadableCode, newReadableCode } from './readable-code.ts'

/**
 * Whether this process waits for its city's first administrator. The code is printed by the start and kept in memory only: whoever can
 * read the console of the server may set it up, nobody else.
 */
export interface Setup {
  /** Null: nothing to set up. */
  code: string | null
}

/** Groups of four letters: 96 random bits. */
const codeGroups = 5

/** After the city is loaded: demo accounts for the demo city, a setup code for a real one without accounts. */
export async function prepareAccounts(ctx: Ctx, setup: Setup, demoGrid?: string): Promise<void> {
  const city = await selectCity(ctx.sql)
  if (city?.demo) await createDemoAccounts(ctx, demoGrid)
  else if (!(await selectAnyAccount(ctx.sql))) setup.code = newReadableCode(codeGroups)
}

/** Another process on the same database may have been set up meanwhile. */
export async function isSetupOpen(ctx: Ctx, setup: Setup): Promise<boolean> {
  if (setup.code !== null && (await selectAnyAccount(ctx.sql))) setup.code = null
  return setup.code !== null
}

/** Compares without telling by its time how much was right. */
export function isSetupCode(setup: Setup, typed: string): boolean {
  if (setup.code === null) return false
  return timingSafeEqual(hashReadableCode(setup.code), hashReadableCode(typed))
}
