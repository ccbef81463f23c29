import { useCityWords } from '../city/city-words.ts'
import { formatDistance } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { Badge } from '../ui/badge.tsx'
import { placeOf } from './case-order.ts'
import { distanceMeters } from './distance.ts'
import { DueWords } from './due-words.tsx'
import { useFieldWork, useLines } from './field-context.ts'
import { addressOf, go } from './field-view.ts'
import type { IncidentSummary } from './my-cases.api.ts'
import { pendingOf } from './outbox-order.ts'

/** One case in a list: what, where, until when, how far. The whole row is the target. */
export function CaseRow({ one }: { one: IncidentSummary }) {
  const t = useMessages('field')
  const { statuses } = useMessages('incidents')
  const words = useCityWords()
  const lines = useLines()
  const { position } = useFieldWork()
  const place = placeOf(one)
  const pending = pendingOf(lines, one.id).length
  const view = { screen: 'case', id: one.id } as const
  return (
    <li>
      <a
        className="onsite-case"
        href={addressOf(view)}
        onClick={event => {
          event.preventDefault()
          go(view)
        }}
      >
        <span className="onsite-case-title">{words.caseTitle(one)}</span>
        <span className="onsite-case-due">
          {one.light === null || one.dueAt === null ? (
            <span className="quiet">{t.noClock}</span>
          ) : (
            <DueWords light={one.light} dueAt={one.dueAt} now={Date.now()} />
          )}
        </span>
        <span className="onsite-case-what quiet">
          {words.className(one.classCode)}
          {one.grid !== null && ` · ${words.say(one.grid.name)}`}
        </span>
        <span className="onsite-case-aside quiet">
          {pending > 0 && <Badge tone="accent">{t.pendingHere(pending)}</Badge>}
          {position.kind === 'known' && place !== null
            ? formatDistance(distanceMeters(position.position, place), words.locale)
            : statuses[one.status]}
        </span>
      </a>
    </li>
  )
}
