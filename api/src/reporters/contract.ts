import { z } from '@hono/zod-openapi'
import { plainText } from '../wire.ts'

/** Why a reporter's contact is read. call-back 回访 · check 现场核查 · complaint 投诉处理 · legal 依法调取 */
export const ReadPurpose = z.enum(['call-back', 'check', 'complaint', 'legal'])
export type ReadPurpose = z.infer<typeof ReadPurpose>

/** `POST /api/reporters/{incident}/reads`: every read has a reader, a purpose and a place in the audit log. */
export const ReporterRead = z.strictObject({
  purpose: ReadPurpose,
  note: plainText(z.string().trim().max(200)).optional(),
})
export type ReporterRead = z.infer<typeof ReporterRead>

/** Personal data. `null`: the reporter did not give it. */
export const ReporterContact = z.object({ name: z.string().nullable(), phone: z.string().nullable() })
export type ReporterContact = z.infer<typeof ReporterContact>
