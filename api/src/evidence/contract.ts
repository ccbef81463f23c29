import { z } from '@hono/zod-openapi'
import { Instant, plainText } from '../wire.ts'

/** A photo as it may be sent, in bytes. What is stored is smaller. */
export const mostPhotoBytes = 12 * 1024 * 1024
/** Of one case, removed ones not counted; and how many of them the holder of the reporter's link may send. */
export const mostPhotos = 24
export const mostReporterPhotos = 6

/** What a photo is judged by: its first bytes, never its name. */
export const PhotoType = z.enum(['image/jpeg', 'image/png', 'image/webp'])
export type PhotoType = z.infer<typeof PhotoType>

/** before 处置前 · after 处置后 */
export const PhotoKind = z.enum(['before', 'after'])
export type PhotoKind = z.infer<typeof PhotoKind>

/** Sent with a photo (`Idempotency-Key`): the same one twice makes one photo; the second answer is 200 with the first one's. */
export const IdempotencyKey = plainText(z.string().min(8).max(100))

/** Where a camera said it was, WGS84 degrees. */
const ExifPlace = z.object({ lon: z.number(), lat: z.number() })
export type ExifPlace = z.infer<typeof ExifPlace>

export const Photo = z.object({
  id: z.number().int(),
  kind: PhotoKind,
  /** Pixels of the full picture, upright. */
  width: z.number().int(),
  height: z.number().int(),
  addedAt: Instant,
  /** Null: the reporter. */
  addedBy: z.string().nullable(),
  /** Whether the caller may remove it. */
  removable: z.boolean(),
})
export type Photo = z.infer<typeof Photo>

/** `GET /api/incidents/{id}/photos`, oldest first. The pictures are at `/api/photos/{photo}?size=thumb|full`. */
export const Photos = z.object({ photos: z.array(Photo) })
export type Photos = z.infer<typeof Photos>

/** The answer to a photo that was sent, 201, or 200 when its key had been used before. */
export const AddedPhoto = z.object({
  id: z.number().int(),
  kind: PhotoKind,
  /** sha256 of the stored picture, in hex, as the case's log has it. */
  hash: z.string(),
  /** Of the case after this photo. A photo makes no revision stale: a move may be sent with the one before. */
  rev: z.number().int(),
  /** Told once: the stored picture does not have it any more. Null where the picture had none. */
  exifPlace: ExifPlace.nullable(),
})
export type AddedPhoto = z.infer<typeof AddedPhoto>

/** thumb: 480 pixels at most, WebP; full: 2560 pixels at most, JPEG. */
export const PhotoQuery = z.strictObject({ size: z.enum(['thumb', 'full']).optional() })
export type PhotoQuery = z.infer<typeof PhotoQuery>

/** `POST /api/photos/{photo}/removal`: the picture is deleted, the log keeps that it was there and why it went. */
export const PhotoRemoval = z.strictObject({ reason: plainText(z.string().trim().min(1).max(1000)) })
export type PhotoRemoval = z.infer<typeof PhotoRemoval>
