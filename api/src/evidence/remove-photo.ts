import { authorize } from '../access/authorize.ts'
import { type Ctx, transaction } from '../context.ts'
import { holdCase, remark } from '../moves/remark.ts'
import { standingOf } from '../moves/standing.ts'
import { Problem } from '../problem.ts'
import type { PhotoRemoval, Photos } from './contract.ts'
import { letGo } from './let-go.ts'
import { isRemovable, listPhotos } from './list-photos.ts'
import { selectPhoto, updateRemoved } from './queries.ts'
import type { EvidenceStore } from './store.ts'

/**
 * Takes a photo away: the desk and leads any of a case, others those they added themselves. The log keeps that it was there, its hash and why
 * it went; the pictures are deleted when that is written. Throws `not-found`, also for one that is gone already, and `not-allowed`.
 * @returns the photos that are left
 */
export async function removePhoto(
  ctx: Ctx,
  store: EvidenceStore,
  id: number,
  { reason }: PhotoRemoval,
): Promise<Photos> {
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  const photo = await selectPhoto(ctx.sql, id)
  if (photo === undefined || photo.removedAt !== null) throw new Problem('not-found', { field: 'photo' })
  const hash = photo.hash.toString('hex')
  await transaction(ctx, async tx => {
    const held = await holdCase(tx, atlas, photo.incidentId)
    const standing = standingOf(tx, atlas, held.row)
    await authorize(tx, 'case.move', standing.target)
    if (!isRemovable(tx, photo, standing)) throw new Problem('not-allowed')
    if (!(await updateRemoved(tx.sql, id, tx.now))) throw new Problem('not-found', { field: 'photo' })
    await remark(tx, held, { verb: 'detach', data: { photo: id, kind: photo.kind, hash, note: reason } })
  })
  await letGo(ctx, store, hash)
  await letGo(ctx, store, photo.thumbHash.toString('hex'))
  return listPhotos(ctx, photo.incidentId)
}
