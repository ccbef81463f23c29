import {
  AddedPhoto,
  mostPhotoBytes,
  type Photo,
  type PhotoKind,
  Photos,
} from '@jingwei/api/evidence/contract.ts'
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { get, send } from '../api.ts'
import { upload } from './upload.ts'

export type { AddedPhoto, Photo, PhotoKind }
export { mostPhotoBytes }

/** What a file dialog offers; the server looks at the content all the same. */
export const photoTypes = 'image/jpeg,image/png,image/webp'

/** The photos of a case as of its revision: a new photo makes a new one. */
export const photosQuery = (incident: number, rev: number) =>
  queryOptions({
    queryKey: ['evidence', 'photos', incident, rev],
    queryFn: ({ signal }) => get(`/api/incidents/${incident}/photos`, Photos, {}, signal),
    placeholderData: before => before,
    staleTime: Number.POSITIVE_INFINITY,
  })

export const pictureUrl = (photo: number, size: 'thumb' | 'full') => `/api/photos/${photo}?size=${size}`

export const removePhoto = mutationOptions({
  mutationKey: ['evidence', 'remove'],
  mutationFn: ({ photo, reason }: { photo: number; reason: string }) =>
    send('POST', `/api/photos/${photo}/removal`, Photos, { reason }),
})

/** A photo on its way: the same key, however often it is tried. */
export interface PhotoToSend {
  readonly file: Blob
  readonly kind: PhotoKind
  readonly key: string
}

/** @param to `incidents/17` for those who work on a case, `reports/{token}` for its reporter */
export function sendPhoto(
  to: string,
  { file, kind, key }: PhotoToSend,
  onProgress: (share: number) => void = () => {},
): Promise<AddedPhoto> {
  const form = new FormData()
  form.set('photo', file, 'photo')
  form.set('kind', kind)
  return upload(`/api/${to}/photos`, AddedPhoto, form, { 'Idempotency-Key': key }, onProgress)
}
