import { z } from 'zod'
import type { Position } from './distance.ts'
import type { Writing } from './written.ts'

const Point = z.object({ lon: z.number(), lat: z.number(), accuracyMeters: z.number().nullable() })

/** A report that is being written on this phone, with its photos. */
export const FieldDraft = z.object({
  /** A point, or the whole of a grid. */
  place: z.union([Point, z.object({ grid: z.string(), name: z.string() })]).nullable(),
  classCode: z.string(),
  title: z.string(),
  text: z.string(),
  photos: z.array(z.instanceof(Blob)),
})
export type FieldDraft = z.infer<typeof FieldDraft>
export type DraftPlace = NonNullable<FieldDraft['place']>

export const emptyDraft: FieldDraft = { place: null, classCode: '', title: '', text: '', photos: [] }
export const titleLimit = 120
export const textLimit = 4000

export type Missing = 'place' | 'class' | 'title'

/** In the order of the form. */
export function missingOf({ place, classCode, title }: FieldDraft): Missing[] {
  const missing: Missing[] = []
  if (place === null) missing.push('place')
  if (classCode === '') missing.push('class')
  if (title.trim() === '') missing.push('title')
  return missing
}

export function isBlank(draft: FieldDraft): boolean {
  return draft.classCode === '' && `${draft.title}${draft.text}`.trim() === '' && draft.photos.length === 0
}

export function placeOfPosition({ lon, lat, accuracyMeters }: Position): DraftPlace {
  // six decimals are a tenth of a metre
  return { lon: Number(lon.toFixed(6)), lat: Number(lat.toFixed(6)), accuracyMeters }
}

/** The report first, then its photos: what is written together. Only for a draft in which nothing is missing. */
export function writingsOf({ place, classCode, title, text, photos }: FieldDraft): Writing[] {
  if (place === null) return []
  const where =
    'grid' in place ? { grid: place.grid } : { lon: place.lon, lat: place.lat, datum: 'wgs84' as const }
  const more = text.trim() === '' ? {} : { text: text.trim() }
  return [
    { kind: 'report', report: { ...where, classCode, title: title.trim(), ...more } },
    ...photos.map((picture): Writing => ({ kind: 'photo', photo: 'before', picture })),
  ]
}
