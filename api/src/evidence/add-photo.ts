import { authorize } from '../access/authorize.ts'
import type { Ctx } from '../context.ts'
import { caseStanding } from '../moves/case-standing.ts'
import { type KeptPhoto, keepPhoto, type SentPhoto } from './keep-photo.ts'
import type { EvidenceStore } from './store.ts'

/** A photo from somebody who may move the case. Throws `not-found`, `not-allowed`, and what `keepPhoto` throws. */
export async function addPhoto(
  ctx: Ctx,
  store: EvidenceStore,
  incident: number,
  sent: SentPhoto,
): Promise<KeptPhoto> {
  const { target } = await caseStanding(ctx, incident)
  await authorize(ctx, 'case.move', target)
  return keepPhoto(ctx, store, incident, sent, false)
}
