import { falseDiscoveryRate } from '@jingwei/api/analysis/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { useCityWords } from '../city/city-words.ts'
import { formatAmount, formatCount } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import type { IncidentFilter } from '../incidents/incidents.api.ts'
import { usePalette } from '../map/palette-context.ts'
import { ErrorState, Notice, Skeleton } from '../ui/states.tsx'
import { useView } from '../view.ts'
import { type HotSpots, hotSpotsQuery } from './analysis.api.ts'
import { spotColour } from './colours.ts'
import { figureOf, useLevel, useLook } from './use-areas.ts'

/** Gi* of what is shown; null while it cannot be tested. */
export function useSpots(filter: IncidentFilter, isWanted: boolean) {
  const level = useLevel()
  const look = useLook()
  const { measure, indicator } = useView(figureOf)
  const isTestable = look === 'grids' && indicator === null
  const query = useQuery({
    ...hotSpotsQuery(filter, level, measure),
    enabled: isWanted && isTestable && level !== '',
  })
  return { ...query, isTestable }
}

export function spotColours(spots: HotSpots | undefined, dark: boolean): Map<string, string> {
  const colours = new Map<string, string>()
  if (spots === undefined || spots.idle) return colours
  for (const row of spots.rows) {
    const colour = spotColour(row, dark)
    if (colour !== null) colours.set(row.code, colour)
  }
  return colours
}

interface Props {
  readonly spots: ReturnType<typeof useSpots>
  readonly picked: string | null
  readonly onPick: (key: string) => void
}

/** Which neighbourhoods have more or less than chance explains, and what that takes for granted. */
export function Spots({ spots, picked, onPick }: Props) {
  const t = useMessages('analysis')
  const words = useCityWords()
  const { dark } = usePalette()
  if (!spots.isTestable) return <Notice tone="quiet">{t.spotsGridsOnly}</Notice>
  if (spots.data === undefined)
    return spots.error === null ? (
      <Skeleton rows={6} />
    ) : (
      <ErrorState error={spots.error} onRetry={() => void spots.refetch()} />
    )
  const { rows, tested, idle } = spots.data
  const marked = rows
    .filter(row => row.q <= falseDiscoveryRate && row.z !== 0)
    .toSorted((a, b) => Math.abs(b.z) - Math.abs(a.z))
  const hot = marked.filter(row => row.z > 0).length
  const count = (n: number) => formatCount(n, words.locale)
  return (
    <div className="spots" aria-busy={spots.isPlaceholderData}>
      {idle ? (
        <Notice tone="warning">{t.spotsIdle}</Notice>
      ) : (
        <p role="status">
          {marked.length === 0
            ? t.spotsNone
            : t.spotsSummary(count(tested), count(hot), count(marked.length - hot))}
        </p>
      )}
      <ul className="legend-classes spots-legend">
        {(
          [
            [3, 0.01, `${t.hot}, ${t.strong}`],
            [3, 0.05, `${t.hot}, ${t.clear}`],
            [-3, 0.05, `${t.cold}, ${t.clear}`],
            [-3, 0.01, `${t.cold}, ${t.strong}`],
          ] as const
        ).map(([z, q, label]) => (
          <li key={label}>
            <span className="legend-swatch" style={{ background: spotColour({ z, q }, dark) ?? '' }} />
            <span>{label}</span>
          </li>
        ))}
      </ul>
      {marked.length > 0 && !idle && (
        <table>
          <caption className="spoken">{t.spotsTitle}</caption>
          <thead>
            <tr>
              <th scope="col">{t.grid}</th>
              <th scope="col" className="number">
                {t.z}
              </th>
              <th scope="col" className="number">
                {t.q}
              </th>
              <th scope="col" className="number">
                {t.neighbours}
              </th>
            </tr>
          </thead>
          <tbody>
            {marked.slice(0, 100).map(row => (
              <tr key={row.code} aria-selected={row.code === picked}>
                <th scope="row">
                  <span className="ranking-swatch" style={{ background: spotColour(row, dark) ?? '' }} />
                  <button type="button" className="ranking-name" onClick={() => onPick(row.code)}>
                    {words.say(row.name)}
                  </button>
                </th>
                <td className="number">{formatAmount(row.z, words.locale)}</td>
                <td className="number">{row.q < 0.001 ? '< 0.001' : row.q.toFixed(3)}</td>
                <td className="number">{row.neighbours}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <details className="assumptions" open={marked.length === 0}>
        <summary>{t.assumptions}</summary>
        <ul>
          {t.assumption.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </details>
    </div>
  )
}
