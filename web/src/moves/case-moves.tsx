import './case-moves.css'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Button as AriaButton, Tooltip, TooltipTrigger } from 'react-aria-components'
import { sessionQuery } from '../access/access.api.ts'
import { useMessages } from '../i18n/messages.ts'
import type { Incident } from '../incidents/incidents.api.ts'
import { singleKey } from '../ui/single-key.ts'
import { currentView } from '../view.ts'
import { useMoveDraft } from './move-draft.ts'
import { MoveForm } from './move-form.tsx'
import { arranged, type BarVerb, moveKeys } from './move-keys.ts'
import type { MoveVerb } from './moves.api.ts'

/** What the reader may do with the case now: a button and a letter for each, then one small form. Nothing for visitors. */
export function CaseMoves({ incident }: { incident: Incident }) {
  const t = useMessages('moves')
  const { statuses } = useMessages('incidents')
  const { data: session } = useQuery(sessionQuery)
  const isSignedIn = session !== undefined && session.account !== null
  const { draft, begin, change, drop } = useMoveDraft(incident.id)
  const [done, setDone] = useState<MoveVerb>()
  const bar = useRef<HTMLFieldSetElement>(null)
  const hadForm = useRef(false)
  const moves = incident.moves.filter(verb => verb !== 'link')
  const start = (verb: MoveVerb) => {
    setDone(undefined)
    begin(verb, incident.rev, verb === 'dispatch' ? routedTo(incident) : null)
  }
  useMoveKeys(draft === null && isSignedIn ? moves : [], start)
  useEffect(() => {
    // the form is gone: the keyboard goes on where it came from
    if (draft === null && hadForm.current) bar.current?.focus()
    hadForm.current = draft !== null
  }, [draft])
  // a draft of whoever was signed in here before is not for a visitor
  if (!isSignedIn) return null
  if (draft !== null)
    return (
      <MoveForm
        key={draft.verb}
        incident={incident}
        draft={draft}
        onChange={change}
        onCancel={drop}
        onDone={verb => {
          setDone(verb)
          drop()
        }}
      />
    )
  if (moves.length === 0 && done === undefined) return null
  const { next, rest } = arranged(moves)
  return (
    <fieldset className="case-moves" aria-label={t.moves} ref={bar} tabIndex={-1}>
      <p className="case-moves-done" role="status" hidden={done === undefined}>
        {done !== undefined && t.done(t.verbs[done], statuses[incident.status])}
      </p>
      {next !== undefined && <MoveButton verb={next} isNext onStart={start} />}
      {rest.map(verb => (
        <MoveButton key={verb} verb={verb} onStart={start} />
      ))}
    </fieldset>
  )
}

function MoveButton({
  verb,
  isNext = false,
  onStart,
}: {
  verb: BarVerb
  isNext?: boolean
  onStart: (verb: BarVerb) => void
}) {
  const t = useMessages('moves')
  const look = isNext ? 'primary' : verb === 'void' ? 'danger' : 'plain'
  return (
    <TooltipTrigger delay={500}>
      <AriaButton className={`button button-${look}`} onPress={() => onStart(verb)}>
        {t.verbs[verb]}
      </AriaButton>
      <Tooltip className="tooltip" offset={6}>
        {t.withKey(t.verbs[verb], moveKeys[verb].toUpperCase())}
      </Tooltip>
    </TooltipTrigger>
  )
}

function useMoveKeys(moves: readonly BarVerb[], start: (verb: BarVerb) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (currentView().dialog !== undefined) return
      const key = singleKey(event)
      const verb = moves.find(one => moveKeys[one] === key)
      if (verb === undefined) return
      event.preventDefault()
      start(verb)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  })
}

/** Dispatch proposes the post that the report was routed to. */
function routedTo({ route }: Incident): { kind: 'post'; id: number } | null {
  return route.owner === null ? null : { kind: 'post', id: route.owner.post }
}
