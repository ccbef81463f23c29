import { useState } from 'react'
import { formatCount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import type { Area } from './areas.ts'
import { useFigureWords } from './figure-text.ts'

const firstRows = 60

interface Props {
  readonly areas: readonly Area[]
  readonly colours: ReadonlyMap<string, string>
  readonly picked: string | null
  /** A difference has no list of its own: its cases are in two. */
  readonly isDifference: boolean
  readonly onPick: (key: string) => void
  readonly onOpen: (key: string) => void
}

/** Every place by its value, the largest first; the number of cases opens exactly these. */
export function Ranking({ areas, colours, picked, isDifference, onPick, onOpen }: Props) {
  const t = useMessages('analysis')
  const locale = useLocale()
  const figure = useFigureWords()
  const [rows, setRows] = useState(firstRows)
  // the count itself stands in its own column
  const hasValue = isDifference || areas.some(area => area.value !== area.count)
  const ranked = areas
    .filter(area => area.value !== null && (area.count > 0 || area.name !== null))
    .toSorted((a, b) => size(b, isDifference) - size(a, isDifference))
  return (
    <div className="ranking">
      <table>
        <caption className="spoken">{t.rankingTitle}</caption>
        <thead>
          <tr>
            <th scope="col">{t.rank}</th>
            <th scope="col">{t.place}</th>
            {hasValue && (
              <th scope="col" className="number">
                {isDifference ? t.change : figure.name}
              </th>
            )}
            <th scope="col" className="number">
              {t.cases}
            </th>
          </tr>
        </thead>
        <tbody>
          {ranked.slice(0, rows).map((area, i) => (
            <tr key={area.key} aria-selected={area.key === picked}>
              <td className="quiet">{i + 1}</td>
              <th scope="row">
                <span
                  className="ranking-swatch"
                  style={{ background: colours.get(area.key) ?? 'transparent' }}
                />
                <button type="button" className="ranking-name" onClick={() => onPick(area.key)}>
                  {area.name ?? t.cell(String(i + 1))}
                </button>
                {area.isSmall && <span className="ranking-small">{t.small}</span>}
              </th>
              {hasValue && <td className="number">{figure.format(area.value ?? 0)}</td>}
              <td className="number">
                {isDifference || area.count === 0 ? (
                  formatCount(area.count, locale)
                ) : (
                  <button
                    type="button"
                    className="case-count"
                    aria-label={t.openCases(formatCount(area.count, locale))}
                    onClick={() => onOpen(area.key)}
                  >
                    {formatCount(area.count, locale)}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {ranked.length > rows && (
        <Button look="quiet" onPress={() => setRows(rows + 200)}>
          {t.moreRows(formatCount(Math.min(200, ranked.length - rows), locale))}
        </Button>
      )}
    </div>
  )
}

const size = ({ value }: Area, isDifference: boolean) => (isDifference ? Math.abs(value ?? 0) : (value ?? 0))
