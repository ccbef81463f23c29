import { useMessages } from '../i18n/messages.ts'
import { CaseCount } from './case-count.tsx'
import { counters, type IndicatorScope, type Indicators } from './indicators.api.ts'

/** Everything that is counted. */
export function CounterList({ counts, scope }: { counts: Indicators['counts']; scope: IndicatorScope }) {
  const t = useMessages('indicators')
  return (
    <dl className="counters" aria-label={t.counts}>
      {counters.map(counter => (
        <div key={counter} className="counter">
          <dt>{t.counters[counter]}</dt>
          <dd>
            <CaseCount counter={counter} count={counts[counter]} scope={scope} named />
          </dd>
        </div>
      ))}
    </dl>
  )
}
