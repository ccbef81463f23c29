import type { Incident } from './my-cases.api.ts'
import { type FieldVerb, fieldVerbs, type Written } from './written.ts'

/**
 * What can be done to a case now, as if the person's own waiting steps were done: the server judges each of them when it arrives.
 * @param pending of this case, in order
 */
export function openActs(moves: Incident['moves'], pending: readonly Written[]): FieldVerb[] {
  const open = new Set(fieldVerbs.filter(verb => moves.includes(verb)))
  for (const { writing } of pending) {
    if (writing.kind !== 'move') continue
    if (writing.verb === 'comment') continue
    open.delete(writing.verb)
    if (writing.verb === 'take') open.add('finish').add('comment')
  }
  return fieldVerbs.filter(verb => open.has(verb))
}
