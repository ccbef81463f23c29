import './case.css'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, CloudOff, MapPin, Navigation } from 'lucide-react'
import { useCityWords } from '../city/city-words.ts'
import { formatDistance } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { IncidentTimeline } from '../incidents/incident-timeline.tsx'
import { StatusLight } from '../incidents/status-light.tsx'
import { CaseClock } from '../moves/case-clock.tsx'
import { IconButton } from '../ui/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { Age } from './age.tsx'
import { CaseActs } from './case-acts.tsx'
import { placeOf } from './case-order.ts'
import { CasePhotos } from './case-photos.tsx'
import { distanceMeters } from './distance.ts'
import { useFieldWork, useLines } from './field-context.ts'
import { go } from './field-view.ts'
import { fieldCaseQuery, type Incident } from './my-cases.api.ts'
import { openActs } from './open-acts.ts'
import { OutboxLine } from './outbox-line.tsx'
import { pendingOf } from './outbox-order.ts'

/** One case: how it stands, where it is, what to do, what happened. */
export function CaseScreen({ id }: { id: number }) {
  const t = useMessages('field')
  const { account, isOffline } = useFieldWork()
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    ...fieldCaseQuery(account, id),
    refetchOnWindowFocus: true,
  })
  return (
    <>
      <header className="onsite-bar">
        <IconButton icon={ArrowLeft} label={t.back} onPress={() => go({ screen: 'cases' })} />
        <div className="onsite-bar-words">
          <p className="code quiet">{data?.number}</p>
          {data !== undefined && <Age at={dataUpdatedAt} />}
        </div>
      </header>
      {data !== undefined ? (
        <Case incident={data} />
      ) : error === null ? (
        <Skeleton rows={6} />
      ) : isOffline ? (
        <EmptyState icon={CloudOff} title={t.notKept} hint={t.notKeptHint} />
      ) : (
        <ErrorState error={error} onRetry={refetch} />
      )}
    </>
  )
}

function Case({ incident }: { incident: Incident }) {
  const t = useMessages('field')
  const words = useCityWords()
  const pending = pendingOf(useLines(), incident.id)
  const canAct = openActs(incident.moves, pending).length > 0
  const { title, text, status, clock, classCode, events, assignee, request, moves } = incident
  return (
    <article className="onsite-detail">
      <div className="onsite-head">
        <h1>{title}</h1>
        <p className="onsite-head-facts">
          <StatusLight status={status} />
          <span className="quiet">{words.classPath(classCode)}</span>
        </p>
        {clock !== null && <CaseClock clock={clock} />}
        {request !== null && <p className="quiet">{t.requested}</p>}
        {status === 'feedback' && <p className="quiet">{t.nothingToDo}</p>}
        {moves.length === 0 && !canAct && status !== 'feedback' && <p className="quiet">{t.noLongerMine}</p>}
      </div>
      {pending.length > 0 && (
        <section className="onsite-section">
          <h2>{t.pending}</h2>
          <ul className="onsite-lines">
            {pending.map(line => (
              <OutboxLine key={line.seq} line={line} isInCase />
            ))}
          </ul>
        </section>
      )}
      <PlaceOfCase incident={incident} />
      {text !== '' && (
        <section className="onsite-section">
          <h2>{t.said}</h2>
          <p className="onsite-text">{text}</p>
        </section>
      )}
      <CasePhotos incident={incident} canAdd={canAct} />
      <section className="onsite-section">
        <h2>{t.course}</h2>
        <IncidentTimeline events={events} current={assignee} />
      </section>
      <CaseActs incident={incident} />
    </article>
  )
}

/** Where it is, and the way there by the phone's own map. */
function PlaceOfCase({ incident }: { incident: Incident }) {
  const t = useMessages('field')
  const words = useCityWords()
  const { position } = useFieldWork()
  const place = placeOf(incident)
  const chain = incident.chain.map(link => words.say(link.name))
  return (
    <section className="onsite-section">
      <h2>{t.place}</h2>
      <div className="onsite-place">
        <MapPin size={20} strokeWidth={1.75} aria-hidden />
        <div>
          <p>{chain.at(-1) ?? t.outsideCity}</p>
          <p className="quiet">{chain.slice(0, -1).join(' › ')}</p>
          {place === null && <p className="quiet">{t.noPlace}</p>}
          {place !== null && position.kind === 'known' && (
            <p className="quiet">
              {t.away(formatDistance(distanceMeters(position.position, place), words.locale))}
            </p>
          )}
        </div>
        {place !== null && (
          <a
            className="button button-plain"
            href={`geo:${place.lat},${place.lon}?q=${place.lat},${place.lon}(${encodeURIComponent(incident.title)})`}
            title={t.navigateHint}
          >
            <Navigation size={18} strokeWidth={1.75} aria-hidden />
            {t.navigate}
          </a>
        )}
      </div>
    </section>
  )
}
