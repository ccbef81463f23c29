import './incident-panel.css'
import { useQuery } from '@tanstack/react-query'
import { LocateFixed, SearchX } from 'lucide-react'
import { Failure } from '../api.ts'
import { CityTime } from '../city/city-time.tsx'
import { useCityWords } from '../city/city-words.ts'
import { NetMark } from '../city/net-mark.tsx'
import { CaseDuplicates } from '../duplicates/case-duplicates.tsx'
import { PhotoSection } from '../evidence/photo-section.tsx'
import { cameraOfPoint } from '../fly.ts'
import { GridCrumbs } from '../grids/grid-crumbs.tsx'
import { formatPoint } from '../i18n/format.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { CaseMoves } from '../moves/case-moves.tsx'
import { CaseStanding } from '../moves/case-standing.tsx'
import { RouteCard } from '../routing/route-card.tsx'
import { SyntheticBadge } from '../ui/badge.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Fact, Facts, Panel, Section } from '../ui/panel.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { currentView, select, setView, useView } from '../view.ts'
import { IncidentTimeline } from './incident-timeline.tsx'
import { type Incident, incidentQuery } from './incidents.api.ts'
import { StatusLight } from './status-light.tsx'

/** The clock on the page moves on at least this often. */
const clockMs = 60_000

/** What the inspector says of the selected incident: what, where, whose, and what happened so far. */
export function IncidentPanel() {
  const id = useView(view => view.incident)
  return id === undefined ? null : <OneIncident id={id} />
}

function OneIncident({ id }: { id: number }) {
  const t = useMessages('incidents')
  const at = useView(view => view.at)
  const { data, error, refetch } = useQuery({ ...incidentQuery(id, at), refetchInterval: clockMs })
  const close = () => select({})
  if (data !== undefined) return <IncidentBody incident={data} onClose={close} />
  const gone = error instanceof Failure && error.status === 404
  return (
    <Panel over={t.incident} title={`#${id}`} onClose={close}>
      {error === null ? (
        <Skeleton rows={8} />
      ) : gone ? (
        <EmptyState icon={SearchX} title={t.gone} hint={at === undefined ? t.goneHint : t.goneThenHint}>
          <Button onPress={() => setView({ incident: undefined, panel: 'incidents' })}>{t.incidents}</Button>
        </EmptyState>
      ) : (
        <ErrorState error={error} onRetry={refetch} />
      )}
    </Panel>
  )
}

function IncidentBody({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const t = useMessages('incidents')
  const beside = useMessagesBeside('incidents')
  const words = useCityWords()
  const { lon, lat } = incident
  // a published change of borders may have moved it since it was routed
  const moved = incident.chain.at(-1)?.code !== incident.route.chain.at(-1)?.code
  const show =
    lon !== null && lat !== null
      ? () => setView({ map: cameraOfPoint(lon, lat, currentView().map) })
      : undefined
  return (
    <Panel
      over={
        <>
          <StatusLight status={incident.status} />
          <span className="code" title={t.number}>
            {incident.number}
          </span>
          {incident.synthetic && <SyntheticBadge />}
        </>
      }
      title={words.caseTitle(incident)}
      under={words.classPath(incident.classCode)}
      actions={show && <IconButton icon={LocateFixed} label={t.viewOnMap} onPress={show} />}
      onClose={onClose}
      foot={<CaseMoves key={incident.id} incident={incident} />}
    >
      <CaseStanding standing={incident} />
      <p className={incident.text === '' ? 'quiet' : 'incident-text'}>
        {incident.text === '' ? t.noText : incident.text}
      </p>
      <div className="incident-facts">
        <Facts>
          <Fact name={t.reportedAt}>
            <CityTime instant={incident.reportedAt} exact />
          </Fact>
          {incident.closedAt !== null && (
            <Fact name={t.closedAt}>
              <CityTime instant={incident.closedAt} exact />
            </Fact>
          )}
          <Fact name={t.net}>
            <NetMark net={incident.net} />
          </Fact>
          <Fact name={t.place}>{lon !== null && lat !== null ? formatPoint(lon, lat) : t.noPlace}</Fact>
        </Facts>
      </div>
      {moved && (
        <Section title={t.place} beside={beside.place}>
          <GridCrumbs chain={incident.chain} />
        </Section>
      )}
      <CaseDuplicates key={`duplicates ${incident.id}`} incident={incident} />
      <PhotoSection key={`photos ${incident.id}`} incident={incident} />
      <Section title={t.timeline} beside={beside.timeline}>
        <IncidentTimeline events={incident.events} current={incident.assignee} />
      </Section>
      <Section title={t.routedWhenReported} beside={beside.routedWhenReported}>
        <RouteCard route={incident.route} />
      </Section>
    </Panel>
  )
}
