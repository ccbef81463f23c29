import { useMessages } from '../i18n/messages.ts'
import type { Incident } from '../incidents/incidents.api.ts'
import { asFailure } from '../ui/states.tsx'
import type { BulkStep } from './run-bulk.ts'

interface Props {
  incidents: readonly Incident[]
  steps: ReadonlyMap<number, BulkStep>
}

/** What came of each case, in words; those that need somebody stand first. */
export function BulkResults({ incidents, steps }: Props) {
  const t = useMessages('moves')
  const sentences = useMessages('problems')
  const rank = ({ id }: Incident) => (steps.get(id)?.state === 'failed' ? 0 : 1)
  const rows = [...incidents].sort((a, b) => rank(a) - rank(b))
  return (
    <ul className="bulk-results" aria-label={t.bulkResults}>
      {rows.map(({ id, number, title }) => {
        const { state, error } = steps.get(id) ?? { state: 'waiting' as const }
        return (
          <li key={id} className="bulk-result" data-state={state}>
            <span className="code">{number}</span>
            <span className="cut" title={title}>
              {title}
            </span>
            <span className="bulk-result-said">
              {state === 'failed' ? sentences[asFailure(error).code] : t.bulkStates[state]}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
