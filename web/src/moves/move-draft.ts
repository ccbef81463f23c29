import { Assignee, type MoveInput, MoveVerb, moveInputs, RequestKind } from '@jingwei/api/moves/contract.ts'
import { useEffect, useState } from 'react'
import { z } from 'zod'

/** What somebody is about to do to a case, as typed so far; it outlives errors and reloads. */
const MoveDraft = z.object({
  verb: MoveVerb,
  /** The revision that its author has seen. */
  rev: z.number().int(),
  note: z.string(),
  assignee: Assignee.nullable(),
  kind: RequestKind,
  amount: z.string(),
  score: z.number().int(),
})
export type MoveDraft = z.infer<typeof MoveDraft>

export const noteLimit = 1000
export const scores = [1, 2, 3, 4, 5] as const

/** What a verb asks for beside the revision. */
export interface MoveFields {
  readonly assignee: boolean
  readonly kind: boolean
  readonly score: boolean
  readonly needsNote: boolean
}

/** Read from the contract itself, so a form never asks for what the API does not take. */
export function fieldsOf(verb: MoveVerb): MoveFields {
  const shape: Readonly<Record<string, z.ZodType>> = moveInputs[verb].shape
  return {
    assignee: 'assignee' in shape,
    kind: 'kind' in shape,
    score: 'score' in shape,
    needsNote: shape.note?.safeParse(undefined).success === false,
  }
}

export type Missing = 'assignee' | 'amount' | 'note'

/** The draft as the API takes it, or what is still missing, in the order of the form. */
export function moveOf(draft: MoveDraft): { input: MoveInput } | { missing: Missing[] } {
  const { verb, rev, kind } = draft
  const fields = fieldsOf(verb)
  const note = draft.note.trim()
  const read = moveInputs[verb].safeParse({
    rev,
    ...(note === '' ? {} : { note }),
    ...(fields.assignee && draft.assignee !== null ? { assignee: draft.assignee } : {}),
    ...(fields.kind ? { kind } : {}),
    ...(fields.kind && kind === 'extension' ? { amount: Number.parseFloat(draft.amount) } : {}),
    ...(fields.score ? { score: draft.score } : {}),
  })
  if (read.success) return { input: read.data }
  const wrong = new Set(read.error.issues.map(issue => issue.path[0]))
  const order: Missing[] = ['assignee', 'amount', 'note']
  return { missing: order.filter(field => wrong.has(field)) }
}

const storageKey = (id: number) => `jingwei.move.${id}`

/** The step that is being prepared for a case, or null; kept on this device until it is done or dropped. */
export function useMoveDraft(id: number) {
  const [draft, setDraft] = useState(() => readMoveDraft(sessionStorage.getItem(storageKey(id))))
  useEffect(() => {
    if (draft === null) sessionStorage.removeItem(storageKey(id))
    else sessionStorage.setItem(storageKey(id), JSON.stringify(draft))
  }, [id, draft])
  return {
    draft,
    begin: (verb: MoveVerb, rev: number, assignee: Assignee | null) =>
      setDraft({ verb, rev, assignee, note: '', kind: 'extension', amount: '', score: scores.length }),
    change: (patch: Partial<MoveDraft>) => setDraft(now => (now === null ? null : { ...now, ...patch })),
    drop: () => setDraft(null),
  }
}

/** A stored draft; null where there is none that can be read. */
export function readMoveDraft(stored: string | null): MoveDraft | null {
  if (stored === null) return null
  try {
    return MoveDraft.parse(JSON.parse(stored))
  } catch {
    return null
  }
}
