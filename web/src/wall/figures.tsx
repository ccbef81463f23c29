import type { CSSProperties } from 'react'
import { formatAmount, formatCount } from '../i18n/format.ts'
import { type Locale, useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import type { zh } from './messages.zh.ts'
import { standingOf } from './unusual.ts'
import type { Figure } from './wall.api.ts'
import { usePicture } from './wall-context.ts'

/** They say how the city is, and are written larger than the others. */
const leading: ReadonlySet<Figure['key']> = new Set(['open', 'overdue'])

/** The numbers of now, each with what is usual at this hour. */
export function Figures() {
  const t = useMessages('wall')
  const locale = useLocale()
  const figures = usePicture()?.figures ?? []
  const sizeOf = (isLeading: boolean) =>
    sizeFor(
      figures
        .filter(({ key }) => leading.has(key) === isLeading)
        .map(({ key, value }) => figureText(key, value, t, locale)),
    )
  const [large, small] = [sizeOf(true), sizeOf(false)]
  return (
    <section className="wall-panel wall-figures" aria-label={t.figures}>
      {figures.map(figure => (
        <OneFigure key={figure.key} figure={figure} style={leading.has(figure.key) ? large : small} />
      ))}
    </section>
  )
}

function OneFigure({ figure, style }: { figure: Figure; style: CSSProperties }) {
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
      <strong style={style}>
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

/** Numbers that stand side by side have one size: that of the widest. */
function sizeFor(texts: readonly { text: string; unit: string }[]): CSSProperties {
  const most = (widths: readonly number[]) => Math.max(1, ...widths)
  return {
    '--digits': most(texts.map(({ text }) => widthOf(text))),
    '--unit': most(texts.map(({ unit }) => widthOf(unit))),
  } as CSSProperties
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
