import { createHash } from 'node:crypto'
import { authorize } from '../access/authorize.ts'
import { appendAudit } from '../audit/append.ts'
import { type Ctx, transaction } from '../context.ts'
import { caseStanding } from '../moves/case-standing.ts'
import { Problem } from '../problem.ts'
import { type PhotoRow, selectPhoto } from './queries.ts'
import type { EvidenceStore } from './store.ts'

type PhotoSize = 'thumb' | 'full'

/** One of a photo's two pictures, as it is sent. */
export interface ShownPicture {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: 'image/jpeg' | 'image/webp'
  readonly hash: string
}

/**
 * A picture for somebody within whose reach its case is; who looked at a full one is written to the audit log first.
 * Throws `not-found`, also for what is out of reach, was removed, or is not in the store as it was put there.
 */
export async function showPhoto(
  ctx: Ctx,
  store: EvidenceStore,
  id: number,
  size: PhotoSize,
): Promise<ShownPicture> {
  const photo = await selectPhoto(ctx.sql, id)
  if (photo === undefined) throw new Problem('not-found', { field: 'photo' })
  const { target } = await caseStanding(ctx, photo.incidentId)
  await authorize(ctx, 'photo.read', target)
  const picture = await readFromStore(ctx, store, photo, size)
  if (size === 'full')
    await transaction(ctx, tx =>
      appendAudit(tx, {
        verb: 'photo.read',
        subject: `incident/${photo.incidentId}`,
        data: { photo: id },
      }),
    )
  return picture
}

/** A picture of one case for somebody who sees some of its photos. Throws `not-found`. */
export async function showCasePhoto(
  ctx: Ctx,
  store: EvidenceStore,
  { incident, photo: id }: { incident: number; photo: number },
  size: PhotoSize,
  isShown: (photo: PhotoRow) => boolean,
): Promise<ShownPicture> {
  const photo = await selectPhoto(ctx.sql, id)
  if (photo === undefined || photo.incidentId !== incident || !isShown(photo))
    throw new Problem('not-found', { field: 'photo' })
  return readFromStore(ctx, store, photo, size)
}

/** Only what still has the hash that the log says. Throws `not-found`. */
async function readFromStore(
  ctx: Ctx,
  store: EvidenceStore,
  photo: PhotoRow,
  size: PhotoSize,
): Promise<ShownPicture> {
  if (photo.removedAt !== null) throw new Problem('not-found', { field: 'photo' })
  const hash = (size === 'full' ? photo.hash : photo.thumbHash).toString('hex')
  const bytes = await store.get(hash)
  if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== hash) {
    ctx.log.error({ photo: photo.id, hash, missing: bytes === null }, 'a picture is not as it was kept')
    throw new Problem('not-found', { field: 'photo' })
  }
  return { bytes, hash, type: size === 'full' ? 'image/jpeg' : 'image/webp' }
}
