import './case-clock.css'
import type { StageView } from '@jingwei/api/moves/contract.ts'
import { CityTime } from '../city/city-time.tsx'
import { formatAmount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import type { Light } from './moves.api.ts'

export const lightShapes: Readonly<Record<Light, string>> = { green: '●', amber: '▲', red: '■' }

/** How the clock of the stage stands that a case is in, in the working time that its limit counts. */
export function CaseClock({ clock }: { clock: StageView }) {
  const t = useMessages('moves')
  const locale = useLocale()
  const { stage, limit, share, light } = clock
  const amount = (n: number) => t.units[limit.unit](formatAmount(n, locale))
  return (
    <div className="case-clock" data-light={light}>
      <p className="case-clock-words">
        <span className="case-clock-shape" aria-hidden>
          {lightShapes[light]}
        </span>
        <strong>
          {t.stages[stage]} {wordsOf(clock, amount, t)}
        </strong>
        <span className="quiet">{t.limit(amount(limit.amount))}</span>
        {clock.dueAt !== null && clock.stoppedAt === null && (
          <span className="quiet case-clock-due">
            {t.due} <CityTime instant={clock.dueAt} exact />
          </span>
        )}
      </p>
      <span className="case-clock-bar" aria-hidden>
        <span className="case-clock-run" style={{ width: `${Math.min(1, share) * 100}%` }} />
      </span>
    </div>
  )
}

function wordsOf(
  { limit, share, light, dueAt, stoppedAt }: StageView,
  amount: (n: number) => string,
  t: ReturnType<typeof useMessages<'moves'>>,
): string {
  if (stoppedAt !== null) return (light === 'red' ? t.late : t.inTime)(amount(limit.amount * share))
  if (dueAt === null) return t.paused
  return share <= 1
    ? t.dueIn(amount(limit.amount * (1 - share)))
    : t.overdueBy(amount(limit.amount * (share - 1)))
}
