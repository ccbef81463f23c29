import './place-map.css'
import '../map/map-canvas.css'
import type { City } from '@jingwei/api/city/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { cityQuery } from '../city/city.api.ts'
import { gridQuery } from '../grids/grids.api.ts'
import { usePlainGrids } from '../grids/plain-grids.ts'
import { useMessages } from '../i18n/messages.ts'
import { BasemapOnMap } from '../map/basemap/basemap-on-map.tsx'
import { MapCanvas } from '../map/map-canvas.tsx'
import type { MapHandlers } from '../map/map-view.ts'
import { readPalette } from '../map/palette.ts'
import { PaletteContext } from '../map/palette-context.ts'
import { Button } from '../ui/button.tsx'
import type { Place } from './case-order.ts'
import { useFieldWork } from './field-context.ts'

/** How close the map begins: houses can be told apart. */
const closeZoom = 16
const gridZoom = 14.5
const noPadding = { top: 0, right: 0, bottom: 0, left: 0 }
const none = () => noPadding
const nothing = () => {}

interface Props {
  readonly start: Place | null
  readonly onPlace: (place: Place) => void
}

/** A pin that stands still while the map is dragged under it: nothing small to hit with a thumb. */
export default function PlaceMap({ start, onPlace }: Props) {
  const t = useMessages('field')
  const { session } = useFieldWork()
  const { data: city } = useQuery(cityQuery)
  const { data: grid, isPending } = useQuery({
    ...gridQuery(session.grid ?? ''),
    enabled: session.grid !== null,
  })
  if (city === undefined || (start === null && session.grid !== null && isPending)) return null
  const [lon, lat] = grid?.labelPoint ?? middleOf(city.bounds)
  return (
    <PinMap
      city={city}
      start={start ?? { lon, lat }}
      zoom={start === null ? gridZoom : closeZoom}
      words={t.movePin}
      onPlace={onPlace}
    />
  )
}

function PinMap({
  city,
  start,
  zoom,
  words,
  onPlace,
}: Props & { city: City; start: Place; zoom: number; words: string }) {
  const t = useMessages('field')
  const place = useRef<Place>(start)
  const [palette] = useState(() => readPalette(document.documentElement.dataset.theme ?? 'paper'))
  const [camera] = useState({ ...start, zoom })
  const handlers = useMemo(
    (): MapHandlers => ({
      hover: nothing,
      click: nothing,
      ask: nothing,
      zooming: nothing,
      drawn: nothing,
      basemapFailed: nothing,
      moved: ({ lon, lat }) => {
        place.current = { lon, lat }
      },
    }),
    [],
  )
  return (
    <div className="place-map">
      <p className="quiet">{words}</p>
      <div className="place-map-box">
        <PaletteContext value={palette}>
          <MapCanvas
            bounds={city.bounds}
            camera={camera}
            padding={none}
            styleUrl={city.basemap?.kind === 'style' ? city.basemap.url : undefined}
            title={t.onMap}
            handlers={handlers}
          >
            <BasemapOnMap basemap={city.basemap} />
            <Grids city={city} />
          </MapCanvas>
        </PaletteContext>
        <svg className="place-map-pin" viewBox="0 0 44 44" aria-hidden="true">
          <path d="M22 43C19 34 9 28 9 17a13 13 0 0 1 26 0c0 11-10 17-13 26z" />
          <circle cx="22" cy="17" r="5" />
        </svg>
      </div>
      <Button
        look="primary"
        onPress={() =>
          onPlace({ lon: Number(place.current.lon.toFixed(6)), lat: Number(place.current.lat.toFixed(6)) })
        }
      >
        {t.usePin}
      </Button>
    </div>
  )
}

function Grids({ city }: { city: City }) {
  const t = useMessages('field')
  if (usePlainGrids(city)) return null
  return (
    <p className="place-map-wait" role="status">
      {t.gridsComing}
    </p>
  )
}

function middleOf([west, south, east, north]: City['bounds']): readonly [number, number] {
  return [(west + east) / 2, (south + north) / 2]
}
