import './heat-legend.css'
import { Radio, RadioGroup } from 'react-aria-components'
import { formatCount, formatDistance } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { usePalette } from '../map/palette-context.ts'
import { chooseLook, type HeatLook, heatLooks, useHeatLook } from './heat-look.ts'
import { HexagonLegend } from './hexagon-legend.tsx'
import { legendFigures, rampGradient, rampPlace } from './ramp.ts'
import { useHeat } from './use-heat.ts'

/** How the heat is drawn, to be chosen, and what its colours stand for. */
export function HeatLegend() {
  const t = useMessages('heat')
  const { look, isInstead } = useHeatLook()
  return (
    <div className="heat-legend">
      <RadioGroup
        className="heat-looks"
        orientation="horizontal"
        aria-label={t.look}
        value={look}
        onChange={value => chooseLook(value as HeatLook)}
      >
        {heatLooks.map(key => (
          <Radio key={key} className="heat-look" value={key}>
            {t.looks[key]}
          </Radio>
        ))}
      </RadioGroup>
      {isInstead && (
        <p className="heat-unit" role="status">
          {t.noHexagons}
        </p>
      )}
      {look === 'hexagon' ? <HexagonLegend /> : <SurfaceLegend />}
    </div>
  )
}

/** Incidents in a square cell, and how wide that cell is. */
function SurfaceLegend() {
  const t = useMessages('heat')
  const locale = useLocale()
  const palette = usePalette()
  const { surface, total } = useHeat()
  if (surface === null) return <p className="heat-unit">{total === undefined ? t.loading : t.nothing}</p>
  return (
    <>
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
    </>
  )
}
