import type { Incident } from '../incidents/incidents.api.ts'
import { fieldsOf } from './move-draft.ts'
import { type MoveInput, MoveVerb } from './moves.api.ts'

/** So many cases at once: each is a step of its own, and somebody watches. */
export const bulkLimit = 200

/** Verbs that can be said of several cases: they need no more than a word, and dispatch goes to whom each case was routed to. */
export const bulkVerbs: readonly MoveVerb[] = MoveVerb.options.filter(verb => {
  if (verb === 'dispatch') return true
  const { assignee, kind, score } = fieldsOf(verb)
  return !assignee && !kind && !score && verb !== 'link' && verb !== 'unlink'
})

/** Those open to the reader in every one of the cases. */
export function sharedVerbs(incidents: readonly Incident[]): MoveVerb[] {
  if (incidents.length === 0) return []
  return bulkVerbs.filter(verb =>
    incidents.every(
      incident => incident.moves.includes(verb) && (verb !== 'dispatch' || incident.route.owner !== null),
    ),
  )
}

/** What one case is sent, at the revision that the reader has seen of it. */
export function bulkInput(verb: MoveVerb, incident: Incident, note: string): MoveInput {
  const said = note.trim()
  const owner = incident.route.owner
  return {
    rev: incident.rev,
    ...(said === '' ? {} : { note: said }),
    ...(verb === 'dispatch' && owner !== null ? { assignee: { kind: 'post', id: owner.post } } : {}),
  } as MoveInput
}
