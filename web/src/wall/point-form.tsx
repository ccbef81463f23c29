import '../map/map-canvas.css'
import type { City } from '@jingwei/api/city/contract.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { usePlainGrids } from '../grids/plain-grids.ts'
import { formatPoint } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { BasemapOnMap } from '../map/basemap/basemap-on-map.tsx'
import { MapCanvas } from '../map/map-canvas.tsx'
import { useMapPart } from '../map/map-context.ts'
import type { MapHandlers, MapPoint } from '../map/map-view.ts'
import { readPalette } from '../map/palette.ts'
import { PaletteContext, usePalette } from '../map/palette-context.ts'
import { pinPart } from '../map/pin-layer.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { ErrorNotice } from '../ui/states.tsx'
import { commandWall, remoteQuery } from './wall.api.ts'

const longestNote = 60
const none = () => ({ top: 16, right: 16, bottom: 16, left: 16 })
const nothing = () => {}

/** Points at a place, with a few words, on every wall. */
export function PointForm({ city }: { city: City }) {
  const t = useMessages('wall')
  const queries = useQueryClient()
  const { data: remote } = useQuery(remoteQuery)
  const [place, setPlace] = useState<MapPoint | null>(null)
  const [note, setNote] = useState('')
  const [palette] = useState(() => readPalette('night'))
  const command = useMutation({
    mutationFn: commandWall,
    onSuccess: data => queries.setQueryData(remoteQuery.queryKey, data),
  })
  const handlers = useMemo(
    (): MapHandlers => ({
      hover: nothing,
      ask: setPlace,
      zooming: nothing,
      moved: nothing,
      drawn: nothing,
      basemapFailed: nothing,
      click: pointer => setPlace(pointer.place),
    }),
    [],
  )
  const pointer = remote?.pointer ?? null
  return (
    <section className="remote-part" aria-label={t.point}>
      <h2>{t.point}</h2>
      <p className="quiet">{t.pointHint}</p>
      <div className="remote-map">
        <PaletteContext value={palette}>
          <MapCanvas
            bounds={city.bounds}
            camera={undefined}
            padding={none}
            styleUrl={city.basemap?.kind === 'style' ? city.basemap.url : undefined}
            title={t.map}
            handlers={handlers}
          >
            <BasemapOnMap basemap={city.basemap} />
            <GridsAndPin city={city} place={place} />
          </MapCanvas>
        </PaletteContext>
      </div>
      <Field label={t.note} value={note} onChange={setNote} maxLength={longestNote} />
      <div className="remote-row">
        <Button
          look="primary"
          isDisabled={place === null}
          onPress={() => place !== null && command.mutate({ act: 'point', ...rounded(place), note })}
        >
          {t.show}
        </Button>
        <Button isDisabled={pointer === null} onPress={() => command.mutate({ act: 'clear' })}>
          {t.clear}
        </Button>
        {pointer !== null && (
          <span className="quiet">
            {t.shownNow(pointer.note === '' ? formatPoint(pointer.lon, pointer.lat) : pointer.note)}
          </span>
        )}
      </div>
      {command.error !== null && <ErrorNotice error={command.error} />}
    </section>
  )
}

function GridsAndPin({ city, place }: { city: City; place: MapPoint | null }) {
  const palette = usePalette()
  const pin = useMemo(() => (place === null ? null : pinPart(place, 'drop', palette)), [place, palette])
  usePlainGrids(city)
  useMapPart('pin', pin)
  return null
}

function rounded({ lon, lat }: MapPoint): MapPoint {
  return { lon: Number(lon.toFixed(6)), lat: Number(lat.toFixed(6)) }
}
