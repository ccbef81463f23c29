import type { IncidentStatus } from './contract.ts'

/**
 * The life of a case after GB/T 30428.8: 信息收集 → 案卷建立 → 任务派遣 → 任务处理 → 处理反馈 → 核查结案 → 综合评价, with the side
 * moves of the field. Pure and browser-safe: the page asks it which moves are open, the server asks it before it writes,
 * and a replay of a case's events gives its state.
 */
export const verbs = [
  'report',
  'file',
  'dispatch',
  'take',
  'finish',
  'close',
  'evaluate',
  'rework',
  'reassign',
  'request',
  'approve',
  'refuse',
  'resume',
  'void',
  'reopen',
  'supervise',
  'escalate',
  'comment',
  'link',
  'unlink',
  'follow',
  'attach',
  'detach',
  'rate',
  'reroute',
] as const
export type Verb = (typeof verbs)[number]

/** Side moves that one person asks for and another grants: 延时, 回退, 挂账, 作废. */
export type RequestKind = 'extension' | 'return' | 'suspension' | 'void'

/** How a person stands to a case; roles and grids are turned into these in `permissions.ts`. */
export type Standing = 'desk' | 'lead' | 'assignee' | 'staff'

/** Who is to handle the case: a post, a center, or a department by name. */
export interface Assignee {
  readonly kind: 'post' | 'center' | 'department'
  readonly id: number
}

export interface Request {
  readonly kind: RequestKind
  readonly by: string | null
  readonly rev: number
  /** Of an extension: how much longer, in the unit of the limit. */
  readonly amount?: number
}

/** What follows from the events of a case; the row in `incident` only mirrors it for queries. */
export interface Case {
  readonly status: IncidentStatus
  readonly rev: number
  readonly assignee: Assignee | null
  readonly request: Request | null
  /** Where a suspended case goes back to. */
  readonly suspendedFrom: IncidentStatus | null
  readonly extensions: number
  readonly reworks: number
  readonly reopened: number
  /** Levels above its own grid that the case was whistled up to. */
  readonly escalatedBy: number
  /** Rungs of the ladder of overdue cases climbed since dispatch. */
  readonly rungs: number
  /** 主案: the case that stands for this one too. While there is one, this case itself rests. */
  readonly head: number | null
  /** Whose work is to be checked: the account that said it is done. */
  readonly handledBy: string | null
}

/** As stored: the verb, and the fields that change the state. */
export interface CaseEvent {
  readonly verb: Verb
  readonly rev: number
  readonly actor: string | null
  readonly data: {
    readonly assignee?: Assignee
    readonly kind?: RequestKind
    readonly amount?: number
    /** How far up a whistle goes; without it one level. */
    readonly escalatedBy?: number
    /** Set by the ladder of overdue cases. */
    readonly rung?: number
    /** Of a link: the case that stands for this one from now on. */
    readonly head?: number
  }
}

interface Move {
  readonly from: readonly IncidentStatus[]
  /** Nobody: it follows from what happens to another case. */
  readonly by: readonly Standing[]
  /** Open `too` or `only` to a case that is linked to a head; without it only to others. */
  readonly linked?: 'too' | 'only'
  /** Further conditions on the case. */
  readonly when?: (state: Case) => boolean
  readonly turns: (state: Case, event: CaseEvent) => Partial<Case>
}

const live: IncidentStatus[] = ['reported', 'filed', 'dispatched', 'handling', 'feedback']
const unhandled: IncidentStatus[] = ['reported', 'filed', 'dispatched', 'handling']
const anywhere: IncidentStatus[] = [...live, 'suspended', 'closed', 'evaluated', 'void']
const to = (status: IncidentStatus) => () => ({ status })

/** One row a verb: where it may start, who may do it, what it does. */
export const moves: Record<Exclude<Verb, 'report'>, Move> = {
  file: { from: ['reported'], by: ['desk', 'lead'], turns: to('filed') },
  dispatch: {
    from: ['filed'],
    by: ['desk', 'lead'],
    turns: (_, event) => ({ status: 'dispatched', rungs: 0, ...assigned(event) }),
  },
  take: { from: ['dispatched'], by: ['assignee'], turns: to('handling') },
  finish: {
    from: ['handling'],
    by: ['assignee'],
    when: unasked,
    turns: (_, { actor }) => ({ status: 'feedback', handledBy: actor }),
  },
  // Not open to whoever handled it: `moves/standing.ts`.
  close: { from: ['feedback'], by: ['desk', 'lead'], turns: to('closed') },
  evaluate: { from: ['closed'], by: ['desk'], turns: to('evaluated') },

  rework: {
    from: ['feedback'],
    by: ['desk', 'lead'],
    turns: state => ({ status: 'handling', reworks: state.reworks + 1 }),
  },
  reassign: {
    from: ['dispatched', 'handling'],
    by: ['desk', 'lead'],
    when: unasked,
    turns: (_, event) => ({ status: 'dispatched', ...assigned(event) }),
  },

  request: {
    from: ['dispatched', 'handling'],
    by: ['assignee', 'lead'],
    when: unasked,
    turns: (_, event) => ({ request: asking(event) }),
  },
  approve: { from: ['dispatched', 'handling'], by: ['desk'], when: asked, turns: granted },
  refuse: { from: ['dispatched', 'handling'], by: ['desk'], when: asked, turns: () => ({ request: null }) },
  resume: {
    from: ['suspended'],
    by: ['desk'],
    turns: state => ({ status: state.suspendedFrom ?? 'filed', suspendedFrom: null }),
  },
  // Before dispatch the desk voids on its own; afterwards somebody asks and the desk approves.
  void: { from: ['reported', 'filed'], by: ['desk'], turns: to('void') },
  // A linked one that was closed with its head comes back as a case of its own.
  reopen: {
    from: ['closed', 'evaluated'],
    by: ['desk'],
    linked: 'too',
    turns: ({ reopened }) => ({
      status: 'filed',
      assignee: null,
      reopened: reopened + 1,
      escalatedBy: 0,
      head: null,
      handledBy: null,
    }),
  },

  supervise: { from: [...live, 'suspended'], by: ['desk', 'lead'], turns: () => ({}) },
  escalate: {
    from: live,
    by: ['lead'],
    turns: (state, { data }) => ({
      escalatedBy: Math.max(state.escalatedBy + 1, data.escalatedBy ?? 0),
      rungs: data.rung ?? state.rungs,
    }),
  },
  comment: {
    from: anywhere,
    by: ['desk', 'lead', 'assignee', 'staff'],
    linked: 'too',
    turns: () => ({}),
  },
  // 并案: status and assignee stay, so that taking it back loses nothing.
  link: {
    from: unhandled,
    by: ['desk', 'lead'],
    when: unasked,
    turns: (_, { data }) => ({ head: data.head ?? null }),
  },
  unlink: { from: unhandled, by: ['desk', 'lead'], linked: 'only', turns: () => ({ head: null }) },
  // 随主案结案: the link stays, it is one matter for ever.
  follow: { from: unhandled, by: [], linked: 'only', turns: to('closed') },

  // Remarks with endpoints of their own, which know who may: photos (`evidence`), the reporter's word (`reports`).
  attach: { from: anywhere, by: [], linked: 'too', turns: () => ({}) },
  detach: { from: anywhere, by: [], linked: 'too', turns: () => ({}) },
  rate: { from: ['closed', 'evaluated'], by: [], linked: 'too', turns: () => ({}) },
  // 改划: another grid has the place since a version was published; status and assignee stay, unless the assignee's post ended with its grid.
  reroute: {
    from: [...live, 'suspended'],
    by: [],
    linked: 'too',
    turns: (state, { data }) => (data.assignee === undefined ? {} : handedOn(state, data.assignee)),
  },
}

/** Verbs that add something and change nothing that a move depends on: it is not stale because of them. */
export const remarks: ReadonlySet<Verb> = new Set(['attach', 'detach', 'rate', 'reroute'])

export const reported: Case = {
  status: 'reported',
  rev: 1,
  assignee: null,
  request: null,
  suspendedFrom: null,
  extensions: 0,
  reworks: 0,
  reopened: 0,
  escalatedBy: 0,
  rungs: 0,
  head: null,
  handledBy: null,
}

/** The verbs open to somebody who stands so to the case, in the order of `verbs`. */
export function openMoves(state: Case, standings: readonly Standing[]): Verb[] {
  return verbs.filter(verb => {
    if (verb === 'report') return false
    const move = moves[verb]
    return isOpen(state, verb) && move.by.some(standing => standings.includes(standing))
  })
}

/** Whether the case itself allows the verb, whoever asks. */
export function isOpen(state: Case, verb: Verb): boolean {
  if (verb === 'report') return false
  const { from, linked, when } = moves[verb]
  const fits = state.head === null ? linked !== 'only' : linked !== undefined
  return fits && from.includes(state.status) && (when?.(state) ?? true)
}

/** The state after one more event. Throws on an event that the state does not allow: a log is never bent to fit. */
export function apply(state: Case, event: CaseEvent): Case {
  if (event.rev !== state.rev + 1)
    throw new RangeError(`event ${event.rev} does not follow revision ${state.rev}`)
  if (event.verb === 'report' || !isOpen(state, event.verb))
    throw new RangeError(`${event.verb} is not open in ${state.status}`)
  return { ...state, ...moves[event.verb].turns(state, event), rev: event.rev }
}

/** State of a case from its whole log, oldest first. */
export function replay(events: readonly CaseEvent[]): Case {
  const [first, ...rest] = events
  if (first?.verb !== 'report') throw new RangeError('a log begins with its report')
  return rest.reduce(apply, { ...reported, rev: first.rev })
}

function asked(state: Case): boolean {
  return state.request !== null
}

function unasked(state: Case): boolean {
  return state.request === null
}

function assigned(event: CaseEvent): Pick<Case, 'assignee'> {
  return { assignee: event.data.assignee ?? null }
}

/** Whoever it is now has to take it, also one that is suspended. */
function handedOn({ status, suspendedFrom }: Case, assignee: Assignee): Partial<Case> {
  const anew = <S>(each: S) => (each === 'handling' ? 'dispatched' : each)
  return { assignee, status: anew(status), suspendedFrom: anew(suspendedFrom) }
}

function asking({ data, actor, rev }: CaseEvent): Request {
  const { kind = 'extension', amount } = data
  return { kind, by: actor, rev, ...(amount === undefined ? {} : { amount }) }
}

function granted(state: Case): Partial<Case> {
  const granting = { request: null }
  switch (state.request?.kind) {
    case 'extension':
      return { ...granting, extensions: state.extensions + 1 }
    case 'return':
      return { ...granting, status: 'filed', assignee: null }
    case 'suspension':
      return { ...granting, status: 'suspended', suspendedFrom: state.status }
    case 'void':
      return { ...granting, status: 'void' }
    default:
      return granting
  }
}
