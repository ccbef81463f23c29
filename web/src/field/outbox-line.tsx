import './outbox.css'
import { Camera, Check, CircleCheck, Hand, MessageSquare, Plus } from 'lucide-react'
import { CityTime } from '../city/city-time.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { useFieldWork, useLines } from './field-context.ts'
import { go } from './field-view.ts'
import { HeldLine } from './held-line.tsx'
import { nextToSend } from './outbox-order.ts'
import { Picture } from './picture.tsx'
import type { Writing, Written } from './written.ts'

const moveIcons = { take: Hand, finish: Check, comment: MessageSquare } as const
const tones = {
  waiting: 'quiet',
  sending: 'accent',
  behind: 'quiet',
  held: 'danger',
  sent: 'success',
} as const

/** One thing that was written: what, when, and how far it has come. */
export function OutboxLine({ line, isInCase = false }: { line: Written; isInCase?: boolean }) {
  const t = useMessages('field')
  const state = useLineState(line)
  const { writing, title, at, number, about } = line
  const Icon = state === 'sent' ? CircleCheck : iconOf(writing)
  return (
    <li className="onsite-line" data-state={state}>
      <Icon size={20} strokeWidth={1.75} aria-hidden />
      <div className="onsite-line-words">
        <p className="onsite-line-top">
          <strong>{kindOf(writing, t)}</strong>
          <Badge tone={tones[state]}>{t.states[state]}</Badge>
        </p>
        {!isInCase && <p>{title}</p>}
        {writing.kind === 'move' && writing.note !== '' && <q className="onsite-line-note">{writing.note}</q>}
        <p className="quiet">
          <CityTime instant={new Date(at).toISOString()} />
          {number !== undefined && ` · ${t.sentAs(number)}`}
        </p>
        {state === 'held' && <HeldLine line={line} />}
        {state === 'sent' && !isInCase && typeof about === 'number' && (
          <Button look="quiet" onPress={() => go({ screen: 'case', id: about })}>
            {t.open}
          </Button>
        )}
      </div>
      {writing.kind === 'photo' && writing.picture.size > 0 && (
        <Picture blob={writing.picture} alt={kindOf(writing, t)} />
      )}
    </li>
  )
}

function useLineState(line: Written): keyof typeof tones {
  const { isSending } = useFieldWork()
  const lines = useLines()
  if (line.state !== 'waiting') return line.state
  const isBehind = lines.some(
    other => other.seq < line.seq && other.about === line.about && other.state === 'held',
  )
  if (isBehind) return 'behind'
  return isSending && nextToSend(lines)?.seq === line.seq ? 'sending' : 'waiting'
}

function iconOf(writing: Writing) {
  if (writing.kind === 'move') return moveIcons[writing.verb]
  return writing.kind === 'photo' ? Camera : Plus
}

function kindOf(writing: Writing, t: ReturnType<typeof useMessages<'field'>>): string {
  if (writing.kind === 'move') return t.verbs[writing.verb]
  return writing.kind === 'photo' ? `${t.kinds.photo} · ${t.photo[writing.photo]}` : t.kinds.report
}
