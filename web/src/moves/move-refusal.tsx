import { IncidentStatus } from '@jingwei/api/incidents/contract.ts'
import { Text } from '@jingwei/api/wire.ts'
import { z } from 'zod'
import { Failure } from '../api.ts'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import type { Incident } from '../incidents/incidents.api.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice, Notice } from '../ui/states.tsx'
import type { MoveDraft } from './move-draft.ts'
import { MoveVerb } from './moves.api.ts'

/** `detail` of `stale-revision`. */
const Newer = z.object({
  rev: z.number().int(),
  verb: z.string(),
  status: IncidentStatus,
  by: z.string().nullable(),
  name: Text.nullable(),
})
type Newer = z.infer<typeof Newer>

/** `detail` of `move-not-open`. */
const Instead = z.object({ status: IncidentStatus, moves: z.array(MoveVerb) })

/** The ladder of overdue cases signs so. */
const systemActor = 'system'

interface Props {
  incident: Incident
  draft: MoveDraft
  error: Error | null
  onGoOn: (rev: number) => void
}

/** Why a move did not happen, or will not: somebody was faster (who, and what), it is not open, or the answer's own code. */
export function MoveRefusal({ incident, draft, error, onGoOn }: Props) {
  const t = useMessages('moves')
  const { statuses } = useMessages('incidents')
  const newer = newerStep(incident, draft, error)
  if (newer !== null) {
    const isOpen = incident.moves.includes(draft.verb)
    return (
      <Notice tone="warning">
        <div role="alert">
          <p>
            <Moved newer={newer} />
            {isOpen ? t.stillOpen : t.noLongerOpen(t.verbs[draft.verb])}
          </p>
          {isOpen && <Button onPress={() => onGoOn(Math.max(newer.rev, incident.rev))}>{t.goOn}</Button>}
        </div>
      </Notice>
    )
  }
  if (error === null) return null
  const instead = Instead.safeParse(error instanceof Failure ? error.detail : undefined)
  return (
    <>
      <ErrorNotice error={error} />
      {instead.success && (
        <p className="quiet">
          {statuses[instead.data.status]} ·{' '}
          {instead.data.moves.length === 0
            ? t.nothingOpen
            : t.openInstead(instead.data.moves.map(verb => t.verbs[verb]).join(t.comma))}
        </p>
      )}
    </>
  )
}

function Moved({ newer: { by, name, verb, status } }: { newer: Newer }) {
  const t = useMessages('moves')
  const words = useCityWords()
  const incidents = useMessages('incidents')
  const who = name !== null ? words.say(name) : by === systemActor ? t.system : (by ?? t.somebody)
  return (
    <strong>
      {t.movedOn(who, incidents.verbs[verb] ?? verb)} → {incidents.statuses[status]}
      {' · '}
    </strong>
  )
}

/** The step that the draft's author has not seen: as the refusal tells it, or as the case has shown since. */
function newerStep(incident: Incident, draft: MoveDraft, error: Error | null): Newer | null {
  const told = Newer.safeParse(
    error instanceof Failure && error.code === 'stale-revision' ? error.detail : undefined,
  )
  if (told.success) return told.data
  const last = incident.events.at(-1)
  if (last === undefined || last.rev <= draft.rev) return null
  return { rev: last.rev, verb: last.verb, status: last.status, by: last.actor, name: null }
}
