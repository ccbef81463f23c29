import { z } from '@hono/zod-openapi'
import { PhotoKind } from '../evidence/contract.ts'
import { IncidentStatus, Instant, plainText, Text } from '../wire.ts'

/** The secret of one report: whoever holds it follows the case as its reporter. 192 random-looking bits. */
export const ReportToken = z.string().regex(/^[A-Za-z0-9_-]{32}$/)

/** What the holder of one link may add to a case: comments and ratings together. */
export const mostReporterRemarks = 20

/**
 * `GET /api/reports/{token}`: how the matter stands, in the codes of the life cycle; the page has the words. Nothing of anybody: no name, no
 * account, no reason that somebody gave, and not what the reporter wrote either, since a link may be passed on.
 */
export const ReportView = z.object({
  number: z.string(),
  className: Text,
  title: z.string(),
  status: IncidentStatus,
  /** It is handled together with another report of the same matter. */
  joined: z.boolean(),
  reportedAt: Instant,
  /** When the status changed, and what the reporter added, oldest first. */
  steps: z.array(
    z.object({
      kind: z.enum(['status', 'comment', 'photo', 'rating']),
      status: IncidentStatus,
      at: Instant,
    }),
  ),
  /** The reporter's own, and those of what was done. At `/api/reports/{token}/photos/{photo}?size=thumb|full`. */
  photos: z.array(z.object({ id: z.number().int(), kind: PhotoKind, own: z.boolean(), addedAt: Instant })),
  /** 满意 / 不满意, as the reporter said last; null: not yet. */
  satisfied: z.boolean().nullable(),
  mayComment: z.boolean(),
  maySendPhoto: z.boolean(),
  mayRate: z.boolean(),
})
export type ReportView = z.infer<typeof ReportView>

/** `POST /api/reports/{token}/comments`: for those who work on the case. */
export const ReportComment = z.strictObject({
  text: plainText(z.string().trim().min(1).max(1000)),
  /** The same key twice is one comment. */
  idempotencyKey: plainText(z.string().min(8).max(100)).optional(),
})
export type ReportComment = z.infer<typeof ReportComment>

/** `POST /api/reports/{token}/ratings`: once the case is closed; the last word counts. */
export const ReportRating = z.strictObject({ satisfied: z.boolean() })
export type ReportRating = z.infer<typeof ReportRating>
