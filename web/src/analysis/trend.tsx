import { useQuery } from '@tanstack/react-query'
import { useCityWords } from '../city/city-words.ts'
import { formatCount } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import type { IncidentFilter } from '../incidents/incidents.api.ts'
import { indicatorsQuery } from '../indicators/indicators.api.ts'
import { formatShare } from '../indicators/share.ts'
import { ErrorState, Skeleton } from '../ui/states.tsx'
import { useView } from '../view.ts'
import { tallyQuery } from './analysis.api.ts'
import { formatValue } from './figure-text.ts'
import { openCases } from './scope.ts'
import { figureOf, indicatorScope, useLevel } from './use-areas.ts'

/** Month by month, by the indicators' own formulas: how what is shown went, what was left open, and how evenly it lies on the workers. */
export function Trend({ filter }: { filter: IncidentFilter }) {
  const t = useMessages('analysis')
  const words = useCityWords()
  const { indicator } = useView(figureOf)
  const theme = useView(view => view.theme)
  const lang = useView(view => view.lang)
  const scope = indicatorScope(filter)
  const { data, error, refetch } = useQuery(indicatorsQuery(scope, 'month'))
  if (data === undefined)
    return error === null ? (
      <Skeleton rows={6} />
    ) : (
      <ErrorState error={error} onRetry={() => void refetch()} />
    )
  const shown = data.indicators.find(one => one.key === indicator) ?? data.indicators[0]
  const values = data.groups.map(group => (shown === undefined ? null : (group.values[shown.key] ?? null)))
  const kept = { ...(theme === undefined ? {} : { theme }), ...(lang === undefined ? {} : { lang }) }
  return (
    <div className="trend">
      {shown !== undefined && (
        <figure className="trend-line">
          <figcaption>{words.say(shown.name)}</figcaption>
          <TrendLine values={values} />
        </figure>
      )}
      <Balance filter={filter} />
      <table>
        <caption className="spoken">{t.trendTable}</caption>
        <thead>
          <tr>
            <th scope="col">{t.month}</th>
            <th scope="col" className="number">
              {t.cases}
            </th>
            <th scope="col" className="number">
              {t.backlog}
            </th>
            {shown !== undefined && (
              <th scope="col" className="number">
                {words.say(shown.name)}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {data.groups.toReversed().map(group => (
            <tr key={group.key}>
              <th scope="row">{group.key}</th>
              {(['reported', 'open'] as const).map(counter => (
                <td key={counter} className="number">
                  <button
                    type="button"
                    className="case-count"
                    aria-label={t.openCases(formatCount(group.counts[counter], words.locale))}
                    onClick={() => openCases(scope, { ...group.filter, counter, grid: undefined }, kept)}
                  >
                    {formatCount(group.counts[counter], words.locale)}
                  </button>
                </td>
              ))}
              {shown !== undefined && <td className="number">{formatShare(group.values[shown.key])}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Shares along the months, from 0 to 100 %. */
function TrendLine({ values }: { values: readonly (number | null)[] }) {
  const at = (value: number, i: number) => [
    (100 * (i + 0.5)) / Math.max(1, values.length),
    38 - 36 * Math.max(0, Math.min(1, value)),
  ]
  const points = values.flatMap((value, i) => (value === null ? [] : [at(value, i)]))
  return (
    <svg viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden className="trend-svg">
      {[0, 0.5, 1].map(level => (
        <line key={level} x1="0" x2="100" y1={38 - 36 * level} y2={38 - 36 * level} className="trend-rule" />
      ))}
      <polyline points={points.map(point => point.join(',')).join(' ')} className="trend-path" />
    </svg>
  )
}

/** How evenly the open cases lie on the workers of the level. */
function Balance({ filter }: { filter: IncidentFilter }) {
  const t = useMessages('analysis')
  const words = useCityWords()
  const level = useLevel()
  const { data } = useQuery({ ...tallyQuery({ ...filter, status: 'open' }, level), enabled: level !== '' })
  const loads = (data?.rows ?? [])
    .flatMap(row => (row.workers > 0 ? [row.count / row.workers] : []))
    .sort((a, b) => a - b)
  const most = loads.at(-1)
  const median = loads[loads.length >> 1]
  if (most === undefined || median === undefined) return null
  const said = (value: number) => formatValue(value, false, words.locale)
  return (
    <p className="trend-balance">
      <strong>{t.workload}</strong> {t.balanceNote(said(most), said(median))}
    </p>
  )
}
