import './incident-timeline.css'
import { CityTime } from '../city/city-time.tsx'
import { useMessages } from '../i18n/messages.ts'
import { StepSaid } from '../moves/step-said.tsx'
import type { Incident } from './incidents.api.ts'
import { stageOf } from './stage.ts'

/** The append-only log of a case, newest first. */
export function IncidentTimeline({
  events,
  current,
}: {
  events: Incident['events']
  current: Incident['assignee']
}) {
  const t = useMessages('incidents')
  return (
    <ol className="timeline">
      {events.toReversed().map(event => (
        <li key={event.seq} className="timeline-event">
          <span className="status-shape" data-stage={stageOf[event.status].key} aria-hidden>
            {stageOf[event.status].shape}
          </span>
          <span>
            <strong>{t.statuses[event.status]}</strong>{' '}
            <span className="quiet">
              {t.verbs[event.verb] ?? event.verb}
              {event.actor !== null && ` · ${t.actor(event.actor)}`}
            </span>
          </span>
          <span className="quiet">
            <CityTime instant={event.at} exact />
          </span>
          <StepSaid data={event.data} current={current} />
        </li>
      ))}
    </ol>
  )
}
