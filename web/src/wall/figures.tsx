import { formatAmount, formatCount } from '../i18n/format.ts'
import { type Locale, useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { standingOf } from './unusual.ts'
import type { Figure } from './wall.api.ts'
import { usePicture } from './wall-context.ts'

/** The numbers of now, each with what is usual at this hour. */
export function Figures() {
  const t = useMessages('wall')
  const picture = usePicture()
  return (
    <section className="wall-panel wall-figures" aria-label={t.figures}>
      {picture?.figures.map(figure => (
        <OneFigure key={figure.key} figure={figure} />
      ))}
    </section>
  )
}

function OneFigure({ figure }: { figure: Figure }) {
  const t = useMessages('wall')
  const locale = useLocale()
  const { key, value, usual, filter } = figure
  const standing = standingOf(figure)
  const said = (n: number | null) => (n === null ? t.none : figureText(key, n, locale))
  return (
    <div
      className={`wall-figure wall-figure-${key}`}
      data-figure={key}
      data-value={value ?? ''}
      data-standing={standing}
      // the question that lists its cases: whoever doubts a number asks it
      data-cases={`/api/incidents?${new URLSearchParams(filter)}`}
    >
      <h2>{t.figure[key].name}</h2>
      <strong>
        {said(value)}
        <small>{t.figure[key].unit}</small>
      </strong>
      <p>
        {standing !== 'usual' && <em>{t.standing[standing]} </em>}
        {t.usual} {said(usual)}
      </p>
    </div>
  )
}

export function figureText(key: Figure['key'], value: number, locale: Locale): string {
  if (key === 'on-time') return formatAmount(value * 100, locale)
  if (key === 'minutes-to-take' || key === 'minutes-to-close') return formatAmount(value / 60, locale)
  return formatCount(value, locale)
}
