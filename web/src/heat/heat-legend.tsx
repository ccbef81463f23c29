import './heat-legend.css'
import { formatCount, formatDistance } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { usePalette } from '../map/palette-context.ts'
import { legendFigures, rampGradient, rampPlace } from './ramp.ts'
import { useHeat } from './use-heat.ts'

/** What the colours of the heat stand for: incidents in a square cell, and how wide that cell is. */
export function HeatLegend() {
  const t = useMessages('heat')
  const locale = useLocale()
  const palette = usePalette()
  const { surface, total } = useHeat(true)
  if (surface === null) return <p className="heat-unit">{total === undefined ? t.loading : t.nothing}</p>
  return (
    <div className="heat-legend">
      <div className="heat-ramp" style={{ backgroundImage: rampGradient(palette.dark) }} aria-hidden />
      <ol className="heat-figures">
        {legendFigures(surface.max).map(figure => (
          <li key={figure} style={{ insetInlineStart: `${rampPlace(figure, surface.max) * 100}%` }}>
            {figure}
          </li>
        ))}
      </ol>
      <p className="heat-unit">
        {t.unit(formatDistance(Math.round(surface.cellMeters), locale))}
        <br />
        {t.total(formatCount(total ?? 0, locale))}
      </p>
    </div>
  )
}
