import './status-light.css'
import { useMessages } from '../i18n/messages.ts'
import type { IncidentStatus } from './incidents.api.ts'
import { stageOf } from './stage.ts'

/** A status by colour, shape and word. */
export function StatusLight({ status, quiet = false }: { status: IncidentStatus; quiet?: boolean }) {
  const t = useMessages('incidents')
  const { key, shape } = stageOf[status]
  return (
    <span className="status-light" title={quiet ? t.statuses[status] : undefined}>
      <span className="status-shape" data-stage={key} aria-hidden>
        {shape}
      </span>
      <span className={quiet ? 'spoken' : undefined}>{t.statuses[status]}</span>
    </span>
  )
}
