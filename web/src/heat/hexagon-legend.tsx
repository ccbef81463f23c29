import './hexagon-legend.css'
import { formatCount, formatDistance } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { usePalette } from '../map/palette-context.ts'
import { hexagonOpacity, stepColour, stepsUpTo } from './hexagon-steps.ts'
import { useHexagons } from './use-hexagons.ts'

/** Incidents in a hexagon of each colour, both bounds included, and how large a hexagon is. */
export function HexagonLegend() {
  const t = useMessages('heat')
  const locale = useLocale()
  const { dark } = usePalette()
  const { hexagons, total } = useHexagons()
  if (hexagons === null || hexagons.max === 0)
    return <p className="heat-unit">{hexagons === null ? t.loading : t.nothing}</p>
  const steps = stepsUpTo(hexagons.max)
  return (
    <>
      <ol className="hexagon-steps">
        {steps.map(({ from, to }, i) => (
          <li key={from} className="hexagon-step">
            <span
              className="hexagon-sign"
              style={{ backgroundColor: rgba(stepColour(i, steps.length, dark)) }}
              aria-hidden
            />
            {from === to
              ? formatCount(from, locale)
              : `${formatCount(from, locale)}–${formatCount(to, locale)}`}
          </li>
        ))}
      </ol>
      <p className="heat-unit">
        {t.hexagonUnit(formatDistance(hexagons.edgeMeters, locale))}
        <br />
        {t.total(formatCount(total ?? 0, locale))}
      </p>
    </>
  )
}

const rgba = (colour: readonly number[]) => `rgb(${colour.join(' ')} / ${hexagonOpacity})`
