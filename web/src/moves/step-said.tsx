import './step-said.css'
import { Assignee } from '@jingwei/api/moves/contract.ts'
import { z } from 'zod'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { type CaseView, RequestKind } from './moves.api.ts'

/** What an event may carry; anything unreadable is left out, the event itself is not. */
const Said = z.object({
  note: z.string().optional().catch(undefined),
  kind: RequestKind.optional().catch(undefined),
  score: z.number().optional().catch(undefined),
  assignee: Assignee.optional().catch(undefined),
  erased: z.literal(true).optional().catch(undefined),
})

/** What was said with one step: to whom it was given, what was asked for, the note. */
export function StepSaid({
  data,
  current,
}: {
  data: Readonly<Record<string, unknown>>
  current: CaseView['assignee']
}) {
  const t = useMessages('moves')
  const words = useCityWords()
  const { note, kind, score, assignee, erased } = Said.parse(data)
  const name =
    assignee === undefined
      ? undefined
      : assignee.kind === current?.kind && assignee.id === current.id
        ? words.say(current.name)
        : t.assigneeKinds[assignee.kind]
  const facts = [
    name === undefined ? undefined : `→ ${name}`,
    kind === undefined ? undefined : t.requests[kind],
    score === undefined ? undefined : t.points(score),
    erased && t.erased,
  ].filter(fact => fact !== undefined)
  if (facts.length === 0 && note === undefined) return null
  return (
    <span className="step-said">
      {facts.length > 0 && <span className="quiet">{facts.join(' · ')}</span>}
      {note !== undefined && <q className="step-note">{note}</q>}
    </span>
  )
}
