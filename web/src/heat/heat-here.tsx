import { formatCount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { defaultLayers, useView } from '../view.ts'
import { useHeatLook } from './heat-look.ts'
import { countAt } from './hexagons.ts'
import { useHexagons } from './use-hexagons.ts'

/** How many incidents the hexagon at a place holds; nothing where no hexagon is drawn. */
export function HeatHere({ lon, lat }: { lon: number; lat: number }) {
  const t = useMessages('heat')
  const locale = useLocale()
  const { look } = useHeatLook()
  const isShown = useView(view => (view.show ?? defaultLayers).includes('heat'))
  const { hexagons } = useHexagons(isShown && look === 'hexagon')
  const count = hexagons === null ? 0 : countAt(hexagons, lon, lat)
  return count === 0 ? null : <p className="heat-here">{t.here(formatCount(count, locale))}</p>
}
