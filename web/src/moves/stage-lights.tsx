import './stage-lights.css'
import { CityTime } from '../city/city-time.tsx'
import { formatAmount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { lightShapes } from './case-clock.tsx'
import type { CaseView } from './moves.api.ts'

/** The stages of a case that have a limit, each with its light: what ended in time, what runs, what ended late. */
export function StageLights({ stages }: { stages: CaseView['stages'] }) {
  const t = useMessages('moves')
  const { dues } = useMessages('incidents')
  const locale = useLocale()
  return (
    <ol className="stage-lights" aria-label={t.stageLimits}>
      {stages.map(({ stage, light, limit, dueAt, stoppedAt }) => (
        <li key={stage} className="due-light" data-light={light} data-over={stoppedAt !== null}>
          <span className="case-clock-shape" aria-hidden>
            {lightShapes[light]}
          </span>
          <span>{t.stages[stage]}</span>
          <span className="spoken">
            {stoppedAt === null ? dues[light] : t.ended[light === 'red' ? 'late' : 'inTime']}
          </span>
          <span className="quiet">
            {t.limit(t.units[limit.unit](formatAmount(limit.amount, locale)))}
            {dueAt !== null && (
              <>
                {' · '}
                <CityTime instant={dueAt} exact />
              </>
            )}
          </span>
        </li>
      ))}
    </ol>
  )
}
