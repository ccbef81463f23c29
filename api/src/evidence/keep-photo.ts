import { createHash } from 'node:crypto'
import { type Ctx, transaction } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { holdCase, remark } from '../moves/remark.ts'
import { Problem } from '../problem.ts'
import { type AddedPhoto, mostPhotos, mostReporterPhotos, type PhotoKind } from './contract.ts'
import { letGo } from './let-go.ts'
import { type Picture, readPicture } from './picture.ts'
import { insertPhoto, lockPicture, selectPhotoByKey, selectPhotos } from './queries.ts'
import type { EvidenceStore } from './store.ts'

/** A photo as it came in. */
export interface SentPhoto {
  readonly kind: PhotoKind
  readonly bytes: Uint8Array
  readonly idempotencyKey: string | undefined
}

export interface KeptPhoto {
  /** False when the idempotency key had been used for the same photo before. */
  readonly created: boolean
  readonly photo: AddedPhoto
}

/** A picture in the store, with the hashes it is found by. */
interface StoredPicture extends Picture {
  readonly hash: string
  readonly thumbHash: string
}

/**
 * Keeps a photo with a case: the pictures in the store first, then its row and its event in one transaction, so that no row is ever
 * without its picture; a picture without a row is swept at the next start. Who may was asked before.
 * Throws `not-found`, `too-many-photos`, `idempotency-conflict`, and what `readPicture` throws.
 * @param byReporter sent with the reporter's link, by nobody who is named
 */
export async function keepPhoto(
  ctx: Ctx,
  store: EvidenceStore,
  incident: number,
  sent: SentPhoto,
  byReporter: boolean,
): Promise<KeptPhoto> {
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  const picture = await readPicture(sent.bytes)
  const hashes = { hash: await store.put(picture.full), thumbHash: await store.put(picture.thumb) }
  let created = false
  try {
    const kept = await write(ctx, store, atlas, incident, sent, { ...picture, ...hashes }, byReporter)
    created = kept.created
    return kept
  } finally {
    if (!created) await forget(ctx, store, hashes)
  }
}

function write(
  ctx: Ctx,
  store: EvidenceStore,
  atlas: Atlas,
  incident: number,
  { kind, bytes, idempotencyKey }: SentPhoto,
  picture: StoredPicture,
  byReporter: boolean,
): Promise<KeptPhoto> {
  const { hash, thumbHash, exifPlace, width, height } = picture
  const requestHash = createHash('sha256').update(kind).update(bytes).digest()
  return transaction(ctx, async tx => {
    const held = await holdCase(tx, atlas, incident)
    const before =
      idempotencyKey === undefined ? undefined : await selectPhotoByKey(tx.sql, incident, idempotencyKey)
    if (before !== undefined) {
      if (!before.requestHash.equals(requestHash))
        throw new Problem('idempotency-conflict', { field: 'Idempotency-Key' })
      const photo = { id: before.id, kind, hash: before.hash.toString('hex'), rev: held.row.rev, exifPlace }
      return { created: false, photo }
    }
    await refuseTooMany(tx, incident, byReporter)
    await keepPictures(tx, store, picture)
    const addedBy = byReporter ? null : tx.actor.account
    const id = await insertPhoto(tx.sql, {
      ...{ incidentId: incident, kind, hash: fromHex(hash), thumbHash: fromHex(thumbHash), width, height },
      ...{ addedAt: tx.now, addedBy, idempotencyKey: idempotencyKey ?? null, requestHash },
    })
    const data = { photo: id, kind, hash, ...(byReporter ? { by: 'reporter' } : {}) }
    const rev = await remark(tx, held, { verb: 'attach', data })
    return { created: true, photo: { id, kind, hash, rev, exifPlace } }
  })
}

async function refuseTooMany({ sql }: Ctx, incident: number, byReporter: boolean): Promise<void> {
  const photos = await selectPhotos(sql, incident)
  const limit = byReporter ? mostReporterPhotos : mostPhotos
  const count = byReporter ? photos.filter(photo => photo.addedBy === null).length : photos.length
  if (count >= limit || photos.length >= mostPhotos)
    throw new Problem('too-many-photos', { field: 'photo', detail: { limit } })
}

/** What somebody let go between the writing and now is written again. Always in this order, so that two never wait for each other. */
async function keepPictures(
  { sql }: Ctx,
  store: EvidenceStore,
  { full, thumb, hash, thumbHash }: StoredPicture,
): Promise<void> {
  for (const each of [hash, thumbHash].sort()) await lockPicture(sql, fromHex(each))
  if (!(await store.has(hash))) await store.put(full)
  if (!(await store.has(thumbHash))) await store.put(thumb)
}

/** The pictures of a photo that was refused or had been kept before: they go unless a photo needs them. */
async function forget(
  ctx: Ctx,
  store: EvidenceStore,
  { hash, thumbHash }: Pick<StoredPicture, 'hash' | 'thumbHash'>,
): Promise<void> {
  try {
    await letGo(ctx, store, hash)
    await letGo(ctx, store, thumbHash)
  } catch (error) {
    ctx.log.warn({ err: error }, 'pictures of a refused photo wait for the sweep')
  }
}

function fromHex(hash: string): Buffer {
  return Buffer.from(hash, 'hex')
}
