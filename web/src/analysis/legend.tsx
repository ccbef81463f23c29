import './legend.css'
import { formatCount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import type { Area } from './areas.ts'
import type { LegendClass } from './classes.ts'
import { useFigureWords } from './figure-text.ts'

interface Props {
  readonly title: string
  readonly unit: string
  readonly classes: readonly LegendClass[]
  readonly areas: readonly Area[]
  readonly note?: string | undefined
  /** A difference names its nothing itself. */
  readonly hasNothing?: boolean
}

/** What the colours stand for, how many places have each, and what not to read into them. */
export function Legend({ title, unit, classes, areas, note, hasNothing = true }: Props) {
  const t = useMessages('analysis')
  const locale = useLocale()
  const figure = useFigureWords()
  const small = areas.filter(area => area.isSmall && area.count > 0).length
  const unknown = areas.filter(area => area.value === null).length
  const none = areas.filter(area => area.value === 0).length
  const count = (n: number) => t.classAreas(formatCount(n, locale))
  return (
    <section className="legend" aria-label={t.legend}>
      <h3 className="legend-title">
        <span className="legend-name">{title}</span> <span className="quiet">{unit}</span>
      </h3>
      <ul className="legend-classes">
        {hasNothing && none > 0 && (
          <li>
            <span className="legend-swatch legend-none" />
            <span>{t.noCases}</span>
            <span className="quiet">{count(none)}</span>
          </li>
        )}
        {classes.map(({ colour, from, to, areas: places }) => (
          <li key={`${from}`}>
            <span className="legend-swatch" style={{ background: colour }} />
            <span>{figure.range({ from, to })}</span>
            {places !== null && <span className="quiet">{count(places)}</span>}
          </li>
        ))}
      </ul>
      {small > 0 && <p className="legend-note legend-small">{t.smallNote(formatCount(small, locale))}</p>}
      {unknown > 0 && <p className="legend-note">{t.unknownNote(formatCount(unknown, locale))}</p>}
      {note !== undefined && <p className="legend-note">{note}</p>}
    </section>
  )
}
