import { useQuery } from '@tanstack/react-query'
import { LocateFixed, Map as MapIcon, MapPin } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useCityWords } from '../city/city-words.ts'
import { gridQuery } from '../grids/grids.api.ts'
import { formatDistance, formatPoint } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { routeQuery } from '../routing/routing.api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Skeleton } from '../ui/states.tsx'
import { useFieldWork } from './field-context.ts'
import { type DraftPlace, placeOfPosition } from './field-draft.ts'
import { MapGuard } from './map-guard.tsx'

/** The map is some hundred kilobytes: fetched when it is asked for. */
const PlaceMap = lazy(() => import('./place-map.tsx'))

/** Where: from the phone's own position, by a pin on the map, or the person's grid as a whole. */
export function PlaceField({
  place,
  onPlace,
}: {
  place: DraftPlace | null
  onPlace: (place: DraftPlace | null) => void
}) {
  const t = useMessages('field')
  const { position, askPosition } = useFieldWork()
  const [isHere, setHere] = useState(false)
  const [isOnMap, setOnMap] = useState(false)
  useEffect(() => {
    if (!isHere || position.kind === 'asking' || position.kind === 'unasked') return
    setHere(false)
    if (position.kind === 'known') onPlace(placeOfPosition(position.position))
  }, [isHere, position, onPlace])
  const refused =
    position.kind === 'refused' ? t.locationRefused : position.kind === 'unknown' ? t.locationUnknown : null
  return (
    <fieldset className="onsite-plain">
      <legend className="field-label">{t.place}</legend>
      {place !== null && <Chosen place={place} />}
      <div className="onsite-ways">
        <Button
          icon={LocateFixed}
          onPress={() => {
            askPosition()
            setHere(true)
          }}
        >
          {position.kind === 'asking' ? t.locating : t.useHere}
        </Button>
        <Button icon={MapIcon} onPress={() => setOnMap(true)}>
          {t.onMap}
        </Button>
        {place === null && <WholeGrid onPlace={onPlace} />}
      </div>
      {refused !== null && <p className="quiet">{refused}</p>}
      <Dialog title={t.onMap} isOpen={isOnMap} width="wide" onClose={() => setOnMap(false)}>
        <MapGuard words={t.mapFailed}>
          <Suspense fallback={<Skeleton rows={8} />}>
            <PlaceMap
              start={
                place !== null && 'lon' in place
                  ? place
                  : position.kind === 'known'
                    ? position.position
                    : null
              }
              onPlace={chosen => {
                onPlace({ ...chosen, accuracyMeters: null })
                setOnMap(false)
              }}
            />
          </Suspense>
        </MapGuard>
      </Dialog>
    </fieldset>
  )
}

function Chosen({ place }: { place: DraftPlace }) {
  const t = useMessages('field')
  const words = useCityWords()
  return (
    <div className="onsite-place">
      <MapPin size={20} strokeWidth={1.75} aria-hidden />
      {'grid' in place ? (
        <p>{t.chosenGrid(place.name)}</p>
      ) : (
        <div>
          <RoutedTo lon={place.lon} lat={place.lat} />
          <p className="quiet code">{formatPoint(place.lon, place.lat)}</p>
          {place.accuracyMeters !== null && (
            <p className="quiet">{t.accuracy(formatDistance(place.accuracyMeters, words.locale))}</p>
          )}
        </div>
      )}
    </div>
  )
}

/** Where the report will go, as soon as the server can say so. */
function RoutedTo({ lon, lat }: { lon: number; lat: number }) {
  const t = useMessages('field')
  const words = useCityWords()
  const { data, error } = useQuery(routeQuery(lon, lat))
  if (data === undefined) return <p>{error === null ? '…' : t.routedLater}</p>
  const leaf = data.chain.at(-1)
  if (leaf === undefined) return <p>{t.outsideCity}</p>
  return (
    <>
      <p>{words.say(leaf.name)}</p>
      {data.owner !== null && (
        <p className="quiet">
          {t.routedTo} {data.owner.name && `${data.owner.name} · `}
          {words.say(data.owner.title)}
        </p>
      )}
    </>
  )
}

function WholeGrid({ onPlace }: { onPlace: (place: DraftPlace) => void }) {
  const { session } = useFieldWork()
  return session.grid === null ? null : <WholeGridOf code={session.grid} onPlace={onPlace} />
}

function WholeGridOf({ code, onPlace }: { code: string; onPlace: (place: DraftPlace) => void }) {
  const t = useMessages('field')
  const words = useCityWords()
  const { data: grid, error } = useQuery(gridQuery(code))
  const name = grid === undefined ? code : words.say(grid.name)
  if (grid === undefined && error === null) return null
  return (
    <Button look="quiet" onPress={() => onPlace({ grid: code, name })}>
      {t.wholeGrid(name)}
    </Button>
  )
}
