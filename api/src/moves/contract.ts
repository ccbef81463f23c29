import { z } from '@hono/zod-openapi'
import { At, GridCode, IncidentStatus, Instant, Int4, plainText, queryNumber, Rev, Text } from '../wire.ts'

/** Who is to handle a case. */
export const Assignee = z.strictObject({
  kind: z.enum(['post', 'center', 'department']),
  id: Int4.min(1),
})
export type Assignee = z.infer<typeof Assignee>

/** Side moves that one person asks for and the desk grants: 延时, 回退, 挂账, 作废. */
export const RequestKind = z.enum(['extension', 'return', 'suspension', 'void'])
export type RequestKind = z.infer<typeof RequestKind>

const note = plainText(z.string().trim().max(1000))
const reason = plainText(z.string().trim().min(1).max(1000))
/** The revision the caller has seen: a newer one answers 409 `stale-revision` with who moved it. */
const rev = Rev

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
  request: z
    .strictObject({
      rev,
      kind: RequestKind,
      note: reason,
      amount: z.number().positive().max(1000).optional(),
    })
    .refine(input => (input.kind === 'extension') === (input.amount !== undefined), { path: ['amount'] }),
  approve: z.strictObject({ rev, note: note.optional() }),
  refuse: z.strictObject({ rev, note: reason }),
  resume: z.strictObject({ rev, note: note.optional() }),
  void: z.strictObject({ rev, note: reason }),
  reopen: z.strictObject({ rev, note: reason }),
  supervise: z.strictObject({ rev, note: reason }),
  /** 社区吹哨: to the level above, with a reason. */
  escalate: z.strictObject({ rev, note: reason }),
  comment: z.strictObject({ rev, note: reason }),
  /** 并案: `head` stands for this case too from now on. 409 `bad-head` says why it cannot. */
  link: z.strictObject({ rev, head: z.number().int().min(1).max(1e15), note: note.optional() }),
  /** 取消并案 */
  unlink: z.strictObject({ rev, note: note.optional() }),
} as const
export type MoveVerb = keyof typeof moveInputs

export type MoveInput = { [Verb in MoveVerb]: z.infer<(typeof moveInputs)[Verb]> }[MoveVerb]

export const moveVerbs = Object.keys(moveInputs) as [MoveVerb, ...MoveVerb[]]
export const MoveVerb = z.enum(moveVerbs)

/** ≤ 80 % of the limit green, ≤ 100 % amber, beyond red. */
export const Light = z.enum(['green', 'amber', 'red'])
export type Light = z.infer<typeof Light>

/** The clock of a case: what runs, until when, and how it stands. */
export const Clock = z.object({
  /** The limit that applies, after granted extensions. */
  limit: z.object({ amount: z.number(), unit: z.enum(['working-hours', 'working-days', 'urgent-hours']) }),
  startedAt: Instant,
  /** When the stage is or was due; null while the clock stands still (挂账). */
  dueAt: Instant.nullable(),
  /** The stage ended: nothing runs any more. */
  stoppedAt: Instant.nullable(),
  /** Share of the limit that has run, 1 = due. */
  share: z.number(),
  light: Light,
})
export type Clock = z.infer<typeof Clock>

/** Filing 立案, dispatch 派遣, handling 处置, check 核查; within handling further limits: stop-work 停工, penalty 处罚, removal 拆除. */
export const ClockStage = z.enum([
  'filing',
  'dispatch',
  'handling',
  'check',
  'stop-work',
  'penalty',
  'removal',
])

/** The clock of one stage. */
export const StageView = Clock.extend({ stage: ClockStage })
export type StageView = z.infer<typeof StageView>

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
  /** What waits for the desk's word; who asked is for those who work here. */
  request: z
    .object({ kind: RequestKind, by: z.string().nullable(), amount: z.number().optional() })
    .nullable(),
  /** Of the stage that the case is in; once it is closed, how handling ended. Null without a limit. */
  clock: StageView.nullable(),
  /** Of every stage that had a limit, the last time the case was in it, in the order of the life cycle. */
  stages: z.array(StageView),
  /** The grid that it was whistled up to; `code` and `level` are null when that is the city itself. */
  escalatedTo: z.object({ code: GridCode.nullable(), level: z.string().nullable(), name: Text }).nullable(),
})
export type CaseView = z.infer<typeof CaseView>

/** `GET /api/incidents/{id}/assignees`: whom the case can be dispatched to, nearest first, with the cases each has open. */
export const Assignees = z.object({
  assignees: z.array(
    Assignee.extend({
      name: Text,
      /** Of a post. */
      title: Text.nullable(),
      grid: GridCode.nullable(),
      open: z.number().int(),
    }),
  ),
})
export type Assignees = z.infer<typeof Assignees>

export const WorkloadQuery = z.strictObject({
  at: At,
  grid: GridCode.optional(),
  limit: queryNumber(z.number().int().min(1).max(500)).optional(),
})
export type WorkloadQuery = z.infer<typeof WorkloadQuery>

const counts = {
  open: z.number().int(),
  overdue: z.number().int(),
}

/**
 * `GET /api/workload?grid`: open cases of a subtree by who is to handle them, most first, and by the grids just below it. A case that is
 * linked to a head is nobody's work: the cases behind a number are those of the list with `counter=open`, and `due=overdue` or `assignee`.
 */
export const Workload = z.object({
  grid: GridCode.nullable(),
  ...counts,
  /** Open cases that nobody was told to handle yet. */
  unassigned: z.number().int(),
  assignees: z.array(
    Assignee.extend({ name: Text, title: Text.nullable(), grid: GridCode.nullable(), ...counts }),
  ),
  grids: z.array(z.object({ code: GridCode, name: Text, level: z.string(), ...counts })),
})
export type Workload = z.infer<typeof Workload>
