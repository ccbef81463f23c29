import { z } from '@hono/zod-openapi'
import { IncidentStatus } from '../incidents/contract.ts'
import { GridCode, Instant, Text } from '../wire.ts'

/** Who is to handle a case. */
export const Assignee = z.strictObject({
  kind: z.enum(['post', 'center', 'department']),
  id: z.number().int(),
})
export type Assignee = z.infer<typeof Assignee>

/** Side moves that one person asks for and the desk grants: 延时, 回退, 挂账, 作废. */
export const RequestKind = z.enum(['extension', 'return', 'suspension', 'void'])
export type RequestKind = z.infer<typeof RequestKind>

const note = z.string().trim().max(1000)
const reason = z.string().trim().min(1).max(1000)
/** The revision the caller has seen: a newer one answers 409 `stale-revision` with who moved it. */
const rev = z.number().int().min(1)

/** `POST /api/incidents/{id}/moves/{verb}`: the fields of each verb. */
export const moveInputs = {
  file: z.strictObject({ rev, note: note.optional() }),
  dispatch: z.strictObject({ rev, assignee: Assignee, note: note.optional() }),
  take: z.strictObject({ rev, note: note.optional() }),
  finish: z.strictObject({ rev, note: reason }),
  close: z.strictObject({ rev, note: note.optional() }),
  evaluate: z.strictObject({ rev, score: z.number().int().min(1).max(5), note: note.optional() }),
  rework: z.strictObject({ rev, note: reason }),
  reassign: z.strictObject({ rev, assignee: Assignee, note: reason }),
  /** `amount` in the unit of the case's limit, for an extension. */
  request: z.strictObject({
    rev,
    kind: RequestKind,
    note: reason,
    amount: z.number().positive().max(1000).optional(),
  }),
  approve: z.strictObject({ rev, note: note.optional() }),
  refuse: z.strictObject({ rev, note: reason }),
  resume: z.strictObject({ rev, note: note.optional() }),
  void: z.strictObject({ rev, note: reason }),
  reopen: z.strictObject({ rev, note: reason }),
  supervise: z.strictObject({ rev, note: reason }),
  /** 社区吹哨: to the level above, with a reason. */
  escalate: z.strictObject({ rev, note: reason }),
  comment: z.strictObject({ rev, note: reason }),
} as const
export type MoveVerb = keyof typeof moveInputs

export const moveVerbs = Object.keys(moveInputs) as [MoveVerb, ...MoveVerb[]]
export const MoveVerb = z.enum(moveVerbs)

/** The clock of a case: what runs, until when, and how it stands. */
export const Clock = z.object({
  /** The limit that applies, after granted extensions. */
  limit: z.object({ amount: z.number(), unit: z.enum(['working-hours', 'working-days', 'urgent-hours']) }),
  startedAt: Instant,
  /** Null while the clock stands still (挂账). */
  dueAt: Instant.nullable(),
  /** Share of the limit that has run, 1 = due. */
  share: z.number(),
  light: z.enum(['green', 'amber', 'red']),
})
export type Clock = z.infer<typeof Clock>

/** How a case stands for the caller; part of `GET /api/incidents/{id}` and the answer to every move. */
export const CaseView = z.object({
  id: z.number().int(),
  rev: z.number().int(),
  status: IncidentStatus,
  /** The verbs open to the caller. */
  moves: z.array(MoveVerb),
  assignee: z
    .object({ kind: Assignee.shape.kind, id: z.number().int(), name: Text, grid: GridCode.nullable() })
    .nullable(),
  request: z.object({ kind: RequestKind, by: z.string().nullable() }).nullable(),
  clock: Clock.nullable(),
  escalatedTo: z.object({ code: GridCode.nullable(), level: z.string().nullable(), name: Text }).nullable(),
})
export type CaseView = z.infer<typeof CaseView>
