import type { Incident } from '@jingwei/api/incidents/contract.ts'
import type { Failure } from '../api.ts'
import type { Written } from './written.ts'

/** Failures that pass by themselves, and concern every line. */
const passing: ReadonlySet<Failure['code']> = new Set([
  'offline',
  'starting',
  'database-unavailable',
  'disk-full',
  'too-many-requests',
])
/** The overdue ladder signs so; it changes nothing for who handles the case. */
const systemActor = 'system'

export type Verdict =
  | { readonly kind: 'wait' }
  /** Something is wrong with this line or its answer, and may be right later: the others go on. */
  | { readonly kind: 'aside' }
  | { readonly kind: 'sign-in' }
  /** The server had taken it before, and its answer was lost. */
  | { readonly kind: 'taken'; readonly rev: number }
  /** What happened meanwhile is no surprise to its author: it follows this revision now. */
  | { readonly kind: 'follow'; readonly rev: number }
  | { readonly kind: 'hold' }

/** What is to be done with a line that was not taken, as far as the failure itself says; null: the case has to be looked at. */
export function judgeFailure({ code, status }: Failure, { writing }: Written): Verdict | null {
  if (passing.has(code)) return { kind: 'wait' }
  // of a newer server: it may well have taken the line, and says so again to a newer page
  if (code === 'unreadable-answer' || status >= 500) return { kind: 'aside' }
  if (code === 'sign-in-required') return { kind: 'sign-in' }
  return writing.kind === 'move' ? null : { kind: 'hold' }
}

/**
 * The same for a step, by the case as it stands. Only its author decides what becomes of a step that somebody else has overtaken; a
 * comment can stand after anything.
 */
export function judgeStep(
  { account, writing }: Written,
  { rev, moves, events }: Pick<Incident, 'rev' | 'moves' | 'events'>,
): Verdict {
  if (writing.kind !== 'move') return { kind: 'hold' }
  const newer = events.filter(event => event.rev > writing.rev)
  const own = newer.find(
    event =>
      event.rev === writing.rev + 1 &&
      event.actor === account &&
      event.verb === writing.verb &&
      (event.data.note ?? '') === writing.note,
  )
  if (own !== undefined) return { kind: 'taken', rev }
  if (newer.length === 0 || !moves.includes(writing.verb)) return { kind: 'hold' }
  const isExpected = newer.every(({ actor }) => actor === account || actor === systemActor)
  return isExpected || writing.verb === 'comment' ? { kind: 'follow', rev } : { kind: 'hold' }
}
