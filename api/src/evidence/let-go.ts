import { type Ctx, transaction } from '../context.ts'
import { programContext, type Service } from '../service.ts'
import { lockPicture, selectIsNeeded } from './queries.ts'
import type { EvidenceStore } from './store.ts'

/** Deletes a picture from the store unless a photo needs it. @returns whether it went */
export function letGo(ctx: Ctx, store: EvidenceStore, hash: string): Promise<boolean> {
  const bytes = Buffer.from(hash, 'hex')
  return transaction(ctx, async tx => {
    await lockPicture(tx.sql, bytes)
    if (await selectIsNeeded(tx.sql, bytes)) return false
    await store.remove(hash)
    return true
  })
}

/** Younger ones may belong to a photo that is being written by another process. */
const hoursUntilSwept = 1

/** Pictures without a photo: what a crash between file and row left behind. Called at the start. @returns how many went */
export async function sweepOrphans(ctx: Ctx, store: EvidenceStore): Promise<number> {
  let swept = 0
  for await (const hash of store.list(new Date(ctx.now.getTime() - hoursUntilSwept * 3_600_000)))
    if (await letGo(ctx, store, hash)) swept++
  return swept
}

/** Beside the start, not in its way: what it finds harms nobody. */
export function sweepAtStart(service: Service): void {
  const { database, evidence, log } = service
  if (database === null) return
  sweepOrphans(programContext(service, database.sql), evidence).then(
    swept => log.info({ swept }, 'pictures without a photo'),
    error => log.error({ err: error }, 'pictures without a photo could not be looked for'),
  )
}
