import { toWgs84 } from '@jingwei/geodata/geometry/datum.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Crosshair, MapPin } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useCityWords } from '../city/city-words.ts'
import { cameraOfPoint } from '../fly.ts'
import { GridCrumbs } from '../grids/grid-crumbs.tsx'
import { gridQuery } from '../grids/grids.api.ts'
import { formatPoint } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { RouteCard, useRouteSentence } from '../routing/route-card.tsx'
import { type Datum, routeQuery } from '../routing/routing.api.ts'
import { Button } from '../ui/button.tsx'
import { ChoiceField, Field } from '../ui/field.tsx'
import { ErrorState, Notice, Skeleton } from '../ui/states.tsx'
import { currentView, setView, useView, type View } from '../view.ts'
import { isPoint } from './report-draft.ts'
import { readTypedPoint } from './typed-point.ts'

interface Props {
  place: NonNullable<View['report']>
  grid: string | null
  onGrid: (grid: string | null) => void
}

/** Where: a point on the map, typed coordinates, or the whole of a grid; and at once where that would be routed. */
export function ReportPlace({ place, grid, onGrid }: Props) {
  const t = useMessages('incidents')
  const [typing, setTyping] = useState(false)
  if (isPoint(place))
    return (
      <>
        <ChosenPoint lon={place.lon} lat={place.lat} />
        <RoutePreview lon={place.lon} lat={place.lat} />
      </>
    )
  return (
    <div className="report-pick">
      {grid === null ? (
        <Notice tone="quiet">
          <Crosshair size={16} aria-hidden />
          <p>{t.pickHint}</p>
        </Notice>
      ) : (
        <WholeGrid code={grid} onUndo={() => onGrid(null)} />
      )}
      {typing ? (
        <TypedPoint />
      ) : (
        <div className="report-ways">
          <Button onPress={() => setTyping(true)}>{t.enterPoint}</Button>
          {grid === null && <WholeGridOffer onGrid={onGrid} />}
        </div>
      )}
    </div>
  )
}

function ChosenPoint({ lon, lat }: { lon: number; lat: number }) {
  const t = useMessages('incidents')
  const point = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    // the field in which the place was typed is gone, and the keyboard with it
    if (document.activeElement === document.body && navigator.userActivation.hasBeenActive)
      point.current?.focus()
  }, [])
  return (
    <div className="report-point">
      <MapPin size={16} aria-hidden />
      <span ref={point} tabIndex={-1}>
        {formatPoint(lon, lat)}
      </span>
      <Button look="quiet" onPress={() => setView({ report: 'pick' })}>
        {t.movePoint}
      </Button>
    </div>
  )
}

function RoutePreview({ lon, lat }: { lon: number; lat: number }) {
  const sentence = useRouteSentence()
  const t = useMessages('routing')
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...routeQuery(lon, lat),
    placeholderData: keepPreviousData,
  })
  const settled = data !== undefined && !isPlaceholderData
  return (
    <div className="report-preview" aria-busy={!settled}>
      <p className="spoken" role="status">
        {settled ? sentence(data) : t.routing}
      </p>
      {data !== undefined ? (
        <RouteCard route={data} />
      ) : error === null ? (
        <Skeleton rows={4} />
      ) : (
        <ErrorState error={error} onRetry={refetch} />
      )}
    </div>
  )
}

/** Offers the grid that is selected: some matters have no single place. */
function WholeGridOffer({ onGrid }: { onGrid: (grid: string) => void }) {
  const code = useView(view => view.grid)
  return code === undefined ? null : <OfferOf code={code} onGrid={onGrid} />
}

function OfferOf({ code, onGrid }: { code: string; onGrid: (grid: string) => void }) {
  const t = useMessages('incidents')
  const words = useCityWords()
  const { data: grid } = useQuery(gridQuery(code))
  if (grid === undefined) return null
  return <Button onPress={() => onGrid(code)}>{t.wholeGrid(words.say(grid.name))}</Button>
}

function WholeGrid({ code, onUndo }: { code: string; onUndo: () => void }) {
  const t = useMessages('incidents')
  const ui = useMessages('ui')
  const words = useCityWords()
  const { data: grid } = useQuery(gridQuery(code))
  return (
    <div className="report-preview">
      <p>{t.wholeGrid(grid === undefined ? code : words.say(grid.name))}</p>
      {grid !== undefined && <GridCrumbs chain={grid.chain} />}
      <Button look="quiet" onPress={onUndo}>
        {ui.clear}
      </Button>
    </div>
  )
}

const datumKeys: readonly Datum[] = ['wgs84', 'cgcs2000', 'gcj02', 'bd09']

/** Coordinates by hand, in the datum they were read in; the map goes there. */
function TypedPoint() {
  const t = useMessages('incidents')
  const problems = useMessages('problems')
  const [lonText, setLon] = useState('')
  const [latText, setLat] = useState('')
  const [datum, setDatum] = useState<Datum>('wgs84')
  const [asked, setAsked] = useState(false)
  const read = readTypedPoint(lonText, latText)
  const use = () => {
    setAsked(true)
    if (!('lon' in read)) return
    const [lon, lat] = toWgs84([read.lon, read.lat], datum)
    setView({ report: { lon, lat }, map: cameraOfPoint(lon, lat, currentView().map) })
  }
  const wrong = asked && 'wrong' in read ? read.wrong : undefined
  return (
    <fieldset className="typed-point" aria-label={t.enterPoint}>
      <Field
        label={t.longitude}
        inputMode="decimal"
        value={lonText}
        placeholder="117.018"
        onChange={setLon}
        error={wrong === 'swapped' ? problems['swapped-coordinate'] : wrong && t.badPoint}
      />
      <Field label={t.latitude} inputMode="decimal" value={latText} placeholder="32.626" onChange={setLat} />
      <ChoiceField
        label={t.datum}
        choices={datumKeys.map(id => ({ id, label: t.datums[id] }))}
        value={datum}
        onChange={id => setDatum(id as Datum)}
      />
      <Button onPress={use}>{t.usePoint}</Button>
    </fieldset>
  )
}
