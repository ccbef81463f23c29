import type { CSSProperties } from 'react'
import { formatAmount, formatCount } from '../i18n/format.ts'
import { type Locale, useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import type { zh } from './messages.zh.ts'
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
  const { text, unit } = figureText(key, value, t, locale)
  const usually = figureText(key, usual, t, locale)
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
      <strong style={{ '--digits': widthOf(text), '--unit': widthOf(unit) } as CSSProperties}>
        {text}
        <small>{unit}</small>
      </strong>
      <p>
        {standing !== 'usual' && <em>{t.standing[standing]} </em>}
        {t.usual} {usually.text}
        {usually.unit !== unit && ` ${usually.unit}`}
      </p>
    </div>
  )
}

/** About how wide a text is, in its own heights. */
function widthOf(text: string): number {
  const wide = (letter: string) => (letter > '\u2e80' ? 1 : ',.'.includes(letter) ? 0.3 : 0.59)
  return [...text].reduce((width, letter) => width + wide(letter), 0)
}

/** A figure and its unit; a time in minutes until it is an hour. */
export function figureText(
  key: Figure['key'],
  value: number | null,
  t: Pick<typeof zh, 'figure' | 'none' | 'minutes'>,
  locale: Locale,
): { text: string; unit: string } {
  const { unit } = t.figure[key]
  // nothing of nothing: the unit would be read as a number's
  if (value === null) return { text: t.none, unit: '' }
  if (key === 'on-time') return { text: formatAmount(value * 100, locale), unit }
  if (key !== 'minutes-to-take' && key !== 'minutes-to-close')
    return { text: formatCount(value, locale), unit }
  return value < 60
    ? { text: formatCount(value, locale), unit: t.minutes }
    : { text: formatAmount(value / 60, locale), unit }
}
