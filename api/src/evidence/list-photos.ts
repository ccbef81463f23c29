import { authorize } from '../access/authorize.ts'
import type { Ctx } from '../context.ts'
import { caseStanding } from '../moves/case-standing.ts'
import type { CaseStanding } from '../moves/standing.ts'
import type { Photo, Photos } from './contract.ts'
import { type PhotoRow, selectPhotos } from './queries.ts'

/** The photos of a case, for those within whose reach it is. Throws `not-found`, also for a case that is out of reach. */
export async function listPhotos(ctx: Ctx, incident: number): Promise<Photos> {
  const standing = await caseStanding(ctx, incident)
  await authorize(ctx, 'photo.read', standing.target)
  const photos = await selectPhotos(ctx.sql, incident)
  return { photos: photos.map(photo => photoView(photo, isRemovable(ctx, photo, standing))) }
}

/** Those of a case that are there, whoever asks: the caller knows who may see which. */
export function casePhotos({ sql }: Ctx, incident: number): Promise<PhotoRow[]> {
  return selectPhotos(sql, incident)
}

/** By the desk and leads; a photo of one's own by whoever added it. */
export function isRemovable({ actor }: Ctx, { addedBy }: PhotoRow, { standings }: CaseStanding): boolean {
  if (standings.includes('desk') || standings.includes('lead')) return true
  return standings.length > 0 && addedBy !== null && addedBy === actor.account
}

function photoView({ id, kind, width, height, addedAt, addedBy }: PhotoRow, removable: boolean): Photo {
  return { id, kind, width, height, addedAt: addedAt.toISOString(), addedBy, removable }
}
