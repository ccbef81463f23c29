import type { Ctx } from '../context.ts'
import type { Reporter } from '../incidents/contract.ts'
import { sealedAbout } from './contact.ts'
import { insertReporter } from './queries.ts'

/** Keeps what a reporter said of themselves, sealed; part of the report's transaction. Nothing given, nothing kept. */
export async function keepReporter(
  ctx: Ctx,
  incident: number,
  reporter: Reporter | undefined,
): Promise<void> {
  const name = reporter?.name || null
  const phone = reporter?.phone || null
  if (name === null && phone === null) return
  const sealed = ctx.keyring.seal(JSON.stringify({ name, phone }), sealedAbout(incident))
  await insertReporter(ctx.sql, incident, sealed, ctx.now)
}
