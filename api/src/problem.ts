/**
 * What can go wrong, as codes. The wire form is RFC 9457 `application/problem+json`:
 * `{ code, status, field?, detail?, requestId? }`. `detail` holds data (open moves, limits), never a sentence:
 * the reader's language chooses the sentence (`web/src/i18n`).
 */
export const problems = {
  'bad-request': 400,
  'bad-json': 400,
  'unknown-field': 400,
  'bad-field': 400,
  'bad-coordinate': 400,
  /** Only the other order of the two numbers is a place on earth. Where both are, a warning says `inside-if-swapped` instead. */
  'swapped-coordinate': 400,
  'bad-datum': 400,
  'bad-time': 400,
  'before-first-version': 400,
  /** Nobody knows yet how things stand then. */
  'in-the-future': 400,
  'unknown-class': 400,
  'unknown-grid': 404,
  /** No such post, center or department, or nobody holds the post, or it is outside the caller's grid. */
  'bad-assignee': 400,
  /** No case can be linked to that one: `detail.why` is itself, unknown, finished, linked (then `detail.head` is its own head) stands-for-others or, of a report, other-matter, far, long-ago. */
  'bad-head': 409,
  'too-many-points': 400,
  /** An export would be longer than a file may be: `detail: { limit }`. */
  'too-many-rows': 400,
  'bad-cursor': 400,
  /** Nobody holds that post there today, or several do: `detail: { people: [{ person, name }] }`. */
  'bad-post': 400,
  /** `detail.fault` says why: too-short, too-long, too-common. */
  'weak-password': 400,
  'sign-in-required': 401,
  'bad-credentials': 401,
  /** The password was right; the account asks for a one-time code as well. */
  'second-factor-required': 401,
  /** Wrong, too old, or used already. */
  'bad-second-factor': 401,
  /** Never made, revoked, expired, or its account may not act. */
  'bad-token': 401,
  /** What the identity server sent does not fit what it was asked, or is too old. */
  'identity-refused': 401,
  /** The identity server vouches for somebody whom no account is linked to: `detail: { subject }`. */
  'identity-unknown': 403,
  'not-allowed': 403,
  'bad-origin': 403,
  /** A token does not reach so far: `detail: { verb }`. */
  'token-scope': 403,
  /** An administrator of a real city has to set up one-time codes first. */
  'second-factor-missing': 403,
  /** A published account stays as it was published. */
  'demo-account': 403,
  /** Nobody reviews a draft of their own. */
  'own-draft': 403,
  /** 核查: nobody checks what they handled themselves. */
  'own-work': 403,
  /** A real city's first start: an administrator has to be made first. */
  'setup-required': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  /** The city would be left without an administrator who can sign in. */
  'last-administrator': 409,
  'account-exists': 409,
  'idempotency-conflict': 409,
  /** The case has moved on; `detail` says who moved it, how, and to what: `{ rev, verb, status, by, name, at }`. */
  'stale-revision': 409,
  /** `detail: { status, moves }`: the moves that are open to the caller instead. */
  'move-not-open': 409,
  /** An import is not in the state that this needs: `detail: { state }`. */
  'import-state': 409,
  /** Faults of an import are undecided, or cannot be mended here: `detail: { open, stuck }`. */
  'import-open': 409,
  /** A draft is not in the state that this needs: `detail: { state }`. */
  'draft-state': 409,
  /** Its log has gone on: `detail: { rev }`. */
  'draft-moved': 409,
  /** Grids own nothing: `detail: { grids }`. */
  'draft-incomplete': 409,
  /** Nothing differs from its base. */
  'draft-empty': 409,
  /** Published meanwhile, and touching the same grids or their neighbours: `detail: { version, grids }`. */
  'draft-conflict': 409,
  /** The database found the shapes wanting; nothing was published. `detail`: its counters. */
  'draft-unsound': 409,
  /** Of one account: `detail: { limit }`. */
  'too-many-views': 409,
  /** Of one case: `detail: { limit }`. */
  'too-many-photos': 409,
  /** Of a reporter about one case: `detail: { limit }`. */
  'too-many-remarks': 409,
  'body-too-large': 413,
  /** Sealed with a key that the server does not have, after a restore without its keyring: `detail: { key }`. */
  'key-missing': 409,
  'unsupported-media-type': 415,
  /** `detail.fault`: broken, or too-many-pixels (then `detail.pixels` is the most). */
  'bad-picture': 422,
  /** Not legal: `detail: { index, code, at, grids }`, codes of `geometry/editing/refusal.ts`; nothing of the batch was taken. */
  'operation-refused': 422,
  'too-many-requests': 429,
  internal: 500,
  'database-unavailable': 503,
  /** The database's disk is full: nothing was written, and nothing will be until somebody makes room. */
  'disk-full': 507,
  'identity-unavailable': 503,
  starting: 503,
} as const

export type ProblemCode = keyof typeof problems

export interface ProblemBody {
  code: ProblemCode
  status: number
  /** Dotted path of the offending field, e.g. `points.3.0`. */
  field?: string
  detail?: unknown
  requestId?: string
}

/** Thrown anywhere in the API; `http.ts` alone turns it into an answer. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly field: string | undefined
  readonly detail: unknown

  constructor(code: ProblemCode, about: { field?: string; detail?: unknown; cause?: unknown } = {}) {
    super(about.field ? `${code} (${about.field})` : code, { cause: about.cause })
    this.name = 'Problem'
    this.code = code
    this.field = about.field
    this.detail = about.detail
  }

  get status(): number {
    return problems[this.code]
  }
}
