import { z } from '@hono/zod-openapi'
import { IncidentStatus, Instant, personal, plainText } from '../wire.ts'

/** Why a reporter's contact is read. call-back 回访 · check 现场核查 · complaint 投诉处理 · legal 依法调取 */
export const ReadPurpose = z.enum(['call-back', 'check', 'complaint', 'legal'])
export type ReadPurpose = z.infer<typeof ReadPurpose>

/** `POST /api/reporters/{incident}/reads`: every read has a reader, a purpose and a place in the audit log. */
export const ReporterRead = z.strictObject({
  purpose: ReadPurpose,
  note: plainText(z.string().trim().max(200)).optional(),
})
export type ReporterRead = z.infer<typeof ReporterRead>

/** `null`: the reporter did not give it. */
export const ReporterContact = z.object({
  name: personal(z.string().nullable()),
  phone: personal(z.string().nullable()),
})
export type ReporterContact = z.infer<typeof ReporterContact>

/**
 * One person's wish for what is kept of them, or for having it deleted: found by the telephone number they gave, or as the reporter of a
 * case, who need not have given one, and of every other one with the same number. `reason` goes into the audit log: write no personal data there.
 */
export const PersonRequest = z
  .strictObject({
    phone: personal(
      z
        .string()
        .trim()
        .regex(/^[0-9+() -]{5,24}$/),
    ).optional(),
    incident: z.number().int().min(1).max(1e15).optional(),
    reason: plainText(z.string().trim().min(4).max(200)),
  })
  .refine(({ phone, incident }) => (phone === undefined) !== (incident === undefined), { path: ['phone'] })
export type PersonRequest = z.infer<typeof PersonRequest>

/**
 * What is kept of a person as a reporter: contact, title and text of their reports, what they wrote and rated by the secret links, and the
 * photos they sent, whole. Empty when nothing is kept.
 */
export const PersonFile = z.object({
  cases: z.array(
    z.object({
      id: z.number().int(),
      reportedAt: Instant,
      status: IncidentStatus,
      title: z.string(),
      text: z.string(),
      /** When the contact was given; null where there is none. */
      givenAt: Instant.nullable(),
      name: personal(z.string().nullable()),
      phone: personal(z.string().nullable()),
      /** Oldest first; a rating has no text. */
      remarks: z.array(
        z.object({
          at: Instant,
          text: personal(z.string().nullable()),
          satisfied: z.boolean().nullable(),
        }),
      ),
      photos: z.array(
        z.object({
          id: z.number().int(),
          addedAt: Instant,
          type: z.literal('image/jpeg'),
          base64: personal(z.string()),
        }),
      ),
    }),
  ),
})
export type PersonFile = z.infer<typeof PersonFile>

/**
 * The cases stay, without the person: contact, secret link and the photos they sent are gone, what they wrote by the link can be read by
 * nobody any more, and name and number are blacked out in title and text. What officials typed stays.
 */
export const PersonErased = z.object({ cases: z.array(z.number().int()) })
export type PersonErased = z.infer<typeof PersonErased>
