import { Reporter } from '@jingwei/api/incidents/contract.ts'
import { useEffect, useState } from 'react'
import { z } from 'zod'
import type { View } from '../view.ts'
import type { NewIncident } from './incidents.api.ts'

/** What somebody has typed so far. The place is in the address; this is the rest, and it outlives errors and reloads. */
const Draft = z.object({
  /** Sent with the report: a retry after a lost answer makes no second incident. */
  key: z.string().min(8),
  classCode: z.string(),
  title: z.string(),
  text: z.string(),
  name: z.string(),
  phone: z.string(),
  /** Set when the whole of a grid is meant instead of a place. */
  grid: z.string().nullable(),
  /** The case that this is the same matter as. */
  sameAs: z.object({ id: z.number().int(), number: z.string(), title: z.string() }).nullable().default(null),
})
export type Draft = z.infer<typeof Draft>

export const titleLimit = 120
export const textLimit = 4000
const storageKey = 'jingwei.report-draft'

export type Missing = 'place' | 'class' | 'title' | 'phone'

export function emptyDraft(): Draft {
  return { key: newKey(), classCode: '', title: '', text: '', name: '', phone: '', grid: null, sameAs: null }
}

/** The draft, and how to change it; every change is kept on this device until the report is sent. */
export function useReportDraft() {
  const [draft, setDraft] = useState(() => readDraft(sessionStorage.getItem(storageKey)))
  useEffect(() => {
    sessionStorage.setItem(storageKey, JSON.stringify(draft))
  }, [draft])
  return {
    draft,
    change: (patch: Partial<Draft>) => setDraft(now => ({ ...now, ...patch })),
    discard: () => setDraft(emptyDraft()),
  }
}

/** A stored draft, or an empty one where there is none that can be read. */
export function readDraft(stored: string | null): Draft {
  if (stored === null) return emptyDraft()
  try {
    return Draft.parse(JSON.parse(stored))
  } catch {
    return emptyDraft()
  }
}

export function isBlank(draft: Draft): boolean {
  return [draft.classCode, draft.title, draft.text, draft.name, draft.phone].every(text => text.trim() === '')
}

/** What keeps the report from being sent, in the order of the form. */
export function missingOf(draft: Draft, place: View['report']): Missing[] {
  const missing: Missing[] = []
  if (!isPoint(place) && draft.grid === null) missing.push('place')
  if (draft.classCode === '') missing.push('class')
  if (draft.title.trim() === '') missing.push('title')
  if (!phoneFits(draft.phone)) missing.push('phone')
  return missing
}

export function phoneFits(phone: string): boolean {
  return phone.trim() === '' || Reporter.shape.phone.safeParse(phone).success
}

/** The draft and its place as the API takes it. A place on the map wins over a grid. */
export function reportOf(draft: Draft, place: View['report']): NewIncident {
  const name = draft.name.trim()
  const phone = draft.phone.trim()
  const text = draft.text.trim()
  return {
    ...(isPoint(place)
      ? { lon: place.lon, lat: place.lat, datum: 'wgs84' as const }
      : draft.grid !== null
        ? { grid: draft.grid }
        : {}),
    classCode: draft.classCode,
    title: draft.title.trim(),
    ...(text === '' ? {} : { text }),
    ...(name === '' && phone === ''
      ? {}
      : { reporter: { ...(name === '' ? {} : { name }), ...(phone === '' ? {} : { phone }) } }),
    ...(draft.sameAs === null ? {} : { duplicateOf: draft.sameAs.id }),
    idempotencyKey: draft.key,
  }
}

export function isPoint(place: View['report']): place is { lon: number; lat: number } {
  return place !== undefined && place !== 'pick'
}

/** `crypto.randomUUID` exists on secure origins only; a city's intranet may not be one. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
