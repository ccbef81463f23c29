import type { Ctx } from '../context.ts'
import { holdCase, remark } from '../moves/remark.ts'
import { letGo } from './let-go.ts'
import { type PhotoRow, selectReportersPhotos, updateRemoved } from './queries.ts'
import type { EvidenceStore } from './store.ts'

/** A photo that a reporter sent, whole. */
export interface ReportersPhoto {
  readonly incident: number
  readonly id: number
  readonly addedAt: Date
  readonly bytes: Uint8Array
}

/** What reporters sent with these cases; a picture that is not in the store is left out. */
export async function readReportersPhotos(
  ctx: Ctx,
  store: EvidenceStore,
  incidents: readonly number[],
): Promise<ReportersPhoto[]> {
  const photos: ReportersPhoto[] = []
  for (const { incidentId: incident, id, addedAt, hash } of await selectReportersPhotos(ctx.sql, incidents)) {
    const bytes = await store.get(hash.toString('hex'))
    if (bytes !== null) photos.push({ incident, id, addedAt, bytes })
  }
  return photos
}

/**
 * Removes what reporters sent with these cases, at their wish; the logs keep that it was there. Call `letGoOf` with what it returns when the
 * transaction is through: only then the pictures may go.
 * @param tx a transaction's context that holds none of the cases yet
 */
export async function removeReportersPhotos(tx: Ctx, incidents: readonly number[]): Promise<PhotoRow[]> {
  const atlas = await tx.atlases.at(tx, tx.now)
  const removed: PhotoRow[] = []
  for (const incident of [...incidents].sort((a, b) => a - b)) {
    await holdCase(tx, atlas, incident)
    for (const photo of await selectReportersPhotos(tx.sql, [incident])) {
      const { id, kind, hash } = photo
      await updateRemoved(tx.sql, id, tx.now)
      // held anew: every remark is a revision of its own
      const held = await holdCase(tx, atlas, incident)
      await remark(tx, held, {
        verb: 'detach',
        data: { photo: id, kind, hash: hash.toString('hex'), erased: true },
      })
      removed.push(photo)
    }
  }
  return removed
}

/** The pictures of removed photos. What fails here is swept at the next start. */
export async function letGoOf(ctx: Ctx, store: EvidenceStore, photos: readonly PhotoRow[]): Promise<void> {
  try {
    for (const { hash, thumbHash } of photos)
      for (const each of [hash, thumbHash]) await letGo(ctx, store, each.toString('hex'))
  } catch (error) {
    ctx.log.warn({ err: error }, 'pictures of an erased person wait for the sweep')
  }
}
