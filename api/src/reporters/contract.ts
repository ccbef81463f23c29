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
 * case and of every other one with the same number. `reason` goes into the audit log: write no personal data there.
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
 * What is kept of a person as a reporter with their reports: contact, title and text. Not in it: remarks and photos that came by the
 * secret link later; who has the case in reach finds them there. Empty when nothing is kept.
 */
export const PersonFile = z.object({
  cases: z.array(
    z.object({
      id: z.number().int(),
      reportedAt: Instant,
      status: IncidentStatus,
      title: z.string(),
      text: z.string(),
      /** When the contact was given. */
      givenAt: Instant,
      name: personal(z.string().nullable()),
      phone: personal(z.string().nullable()),
    }),
  ),
})
export type PersonFile = z.infer<typeof PersonFile>

/**
 * The cases stay, without the person: contact and secret link are gone, name and number are blacked out in title and text. What the reporter
 * wrote by the link stays in the steps, for those who may move the case, and photos stay until somebody removes them there.
 */
export const PersonErased = z.object({ cases: z.array(z.number().int()) })
export type PersonErased = z.infer<typeof PersonErased>
