import { z } from '@hono/zod-openapi'
import { Cursor, GridCode, Instant, plainText, queryNumber } from '../wire.ts'

/** What can happen, as `<noun>.<verb>`; the page has words for each (`web/src/audit/messages.*.ts`). */
export const auditVerbs = [
  'session.open',
  'session.refuse',
  'session.close',
  'session.end',
  'account.create',
  'account.change',
  'account.invite',
  'account.password',
  'account.link',
  'second-factor.enrol',
  'second-factor.remove',
  'token.make',
  'token.end',
  'screen.make',
  'screen.end',
  'calendar.change',
  'audit.read',
  'audit.export',
  'audit.verify',
  'audit.broken',
  'reporter.read',
  'reporter.reseal',
  'reporter.erase',
  'person.export',
  'person.erase',
  'photo.read',
  'city.openness',
  'city.duty',
  'view.save',
  'view.change',
  'view.remove',
  'draft.open',
  'import.begin',
  'draft.submit',
  'draft.approve',
  'draft.return',
  'draft.discard',
  'draft.publish',
  'draft.resolve',
  'version.register',
  'wall.change',
  'wall.command',
] as const
export type AuditVerb = (typeof auditVerbs)[number]

/** access 访问与管理: the audit log itself · cases 案件流转: the steps of all cases, from their own logs. */
export const AuditSource = z.enum(['access', 'cases'])
export type AuditSource = z.infer<typeof AuditSource>

const auditFilterShape = {
  source: AuditSource.optional(),
  /** An account's name, whole; `system` is the program. */
  actor: plainText(z.string().trim().min(1).max(80)).optional(),
  /** A verb (`reporter.read`), or a noun for all of its verbs (`reporter`). */
  verb: z
    .string()
    .max(60)
    .regex(/^[a-z-]+(\.[a-z-]+)?$/)
    .optional(),
  /** What it was done to, whole: `incident/17`, `account/chief`. */
  subject: plainText(z.string().trim().min(1).max(120)).optional(),
  /** About cases of this grid and of everything below it. */
  grid: GridCode.optional(),
  from: Instant.optional(),
  to: Instant.optional(),
}

export const AuditFilter = z.strictObject(auditFilterShape)
export type AuditFilter = z.infer<typeof AuditFilter>

export const AuditQuery = z.strictObject({
  ...auditFilterShape,
  limit: queryNumber(z.number().int().min(1).max(500)).optional(),
  cursor: Cursor.optional(),
})
export type AuditQuery = z.infer<typeof AuditQuery>

export const AuditEntry = z.object({
  seq: z.number().int(),
  at: Instant,
  /** Null: nobody signed in, or the program. */
  actor: z.string().nullable(),
  /** Null in the logs of cases. */
  role: z.string().nullable(),
  address: z.string().nullable(),
  verb: z.string(),
  subject: z.string().nullable(),
  /** Of a case's step without what people typed with it; the hash is over all of it. */
  data: z.record(z.string(), z.unknown()),
  /** Hex, of the entry and the one before it. */
  hash: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** `GET /api/audit`, newest first; `next` goes back as `cursor`. Asking is written to the log too. */
export const AuditPage = z.object({ entries: z.array(AuditEntry), next: z.string().nullable() })
export type AuditPage = z.infer<typeof AuditPage>

/**
 * What a check of the whole chain found. `entry`: the first that is not what was written; missing 缺失 · changed 改动 · unchained 断链 ·
 * cut-off 尾部被截去 · unsealed: the end is not the one that was sealed 封印不符 · seal-broken: once it was not, and the log went on 封印曾断.
 */
export const AuditVerdict = z.discriminatedUnion('whole', [
  z.object({
    whole: z.literal(true),
    entries: z.number().int(),
    lastHash: z.string().nullable(),
    /** Whether the end is vouched for by this server's key; see `audit/head.ts`. */
    seal: z.enum(['good', 'none', 'unknown-key', 'bad']),
    /** The first entry under a seal, of a log from before there were seals: what is before it, the chain alone holds. */
    sealedFrom: z.number().int().optional(),
  }),
  z.object({
    whole: z.literal(false),
    entry: z.number().int(),
    fault: z.enum(['missing', 'changed', 'unchained', 'cut-off', 'unsealed', 'seal-broken']),
  }),
])
export type AuditVerdict = z.infer<typeof AuditVerdict>

/** `GET /api/audit/chain`: the end of the log, and what the last check found. */
export const AuditChain = z.object({
  entries: z.number().int(),
  lastHash: z.string().nullable(),
  seal: z.enum(['good', 'none', 'unknown-key', 'bad']),
  /** The first entry after an end whose seal did not hold: for ever. */
  brokenAt: z.number().int().nullable(),
  /** As in the verdict. */
  sealedFrom: z.number().int().nullable(),
  lastCheck: z.object({ at: Instant, by: z.string().nullable(), verdict: AuditVerdict }).nullable(),
})
export type AuditChain = z.infer<typeof AuditChain>
