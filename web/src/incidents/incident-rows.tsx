import './incident-rows.css'
import { CityTime } from '../city/city-time.tsx'
import { useCityWords } from '../city/city-words.ts'
import { cameraOfPoint } from '../fly.ts'
import { currentView, setView } from '../view.ts'
import type { IncidentSummary } from './incidents.api.ts'
import { StatusLight } from './status-light.tsx'

/** A few incidents in a panel, newest first. */
export function IncidentRows({ incidents }: { incidents: readonly IncidentSummary[] }) {
  const words = useCityWords()
  return (
    <ul className="incident-rows">
      {incidents.map(incident => (
        <li key={incident.id}>
          <button type="button" className="incident-row" onClick={() => openIncident(incident)}>
            <StatusLight status={incident.status} quiet />
            <span className="incident-row-title">{words.caseTitle(incident)}</span>
            <span className="incident-row-more">
              {words.className(incident.classCode)}
              {' · '}
              <CityTime instant={incident.reportedAt} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Selects an incident and shows where it is. */
export function openIncident(incident: Pick<IncidentSummary, 'id' | 'lon' | 'lat'>): void {
  const { lon, lat } = incident
  setView({
    grid: undefined,
    center: undefined,
    report: undefined,
    incident: incident.id,
    ...(lon !== null && lat !== null ? { map: cameraOfPoint(lon, lat, currentView().map) } : {}),
  })
}
