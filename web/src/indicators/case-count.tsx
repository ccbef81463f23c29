import { formatCount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { anyStatus } from '../incidents/incident-filter.ts'
import { setView } from '../view.ts'
import type { Counter, IndicatorScope } from './indicators.api.ts'

/** A number that opens the list of its cases. */
export function CaseCount(props: {
  counter: Counter
  count: number
  scope: IndicatorScope
  named?: boolean
}) {
  const { counter, count, scope, named = false } = props
  const t = useMessages('indicators')
  const text = formatCount(count, useLocale())
  if (count === 0) return <span className="case-count-none">{text}</span>
  return (
    <button
      type="button"
      className="case-count"
      aria-label={t.list(t.counters[counter], text)}
      title={named ? undefined : t.counters[counter]}
      onClick={() => showCases(counter, scope)}
    >
      {text}
    </button>
  )
}

function showCases(counter: Counter, { grid, ...scope }: IndicatorScope): void {
  setView({ ...scope, within: grid, counter, status: anyStatus, q: undefined, panel: 'incidents' })
}
