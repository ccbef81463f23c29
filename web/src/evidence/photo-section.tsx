import './evidence.css'
import { distanceMeters } from '@jingwei/geodata/geometry/distance.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { LocateFixed } from 'lucide-react'
import { useState } from 'react'
import { sessionQuery } from '../access/access.api.ts'
import { cameraOfPoint } from '../fly.ts'
import { formatDistance } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { incidentsKey } from '../incidents/incidents.api.ts'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/panel.tsx'
import { Notice } from '../ui/states.tsx'
import { currentView, setView } from '../view.ts'
import { type AddedPhoto, type PhotoKind, photosQuery, pictureUrl } from './evidence.api.ts'
import { PhotoPicker } from './photo-picker.tsx'
import { PhotoViewer } from './photo-viewer.tsx'
import { UploadList } from './upload-list.tsx'
import { usePhotoUpload } from './use-photo-upload.ts'

interface Case {
  readonly id: number
  readonly rev: number
  readonly lon: number | null
  readonly lat: number | null
}

/** Photos of a case, before and after side by side. Nothing at all for those who may not see them. */
export function PhotoSection({ incident }: { incident: Case }) {
  const session = useQuery(sessionQuery)
  const isSignedIn = session.data !== undefined && session.data.account !== null
  const { data } = useQuery({ ...photosQuery(incident.id, incident.rev), enabled: isSignedIn })
  const t = useMessages('evidence')
  const beside = useMessagesBeside('evidence')
  const queries = useQueryClient()
  const [place, setPlace] = useState<AddedPhoto['exifPlace']>(null)
  const [shown, setShown] = useState<number>()
  const { uploads, choose, send, dismiss } = usePhotoUpload(added => {
    if (added.exifPlace !== null) setPlace(added.exifPlace)
    void queries.invalidateQueries({ queryKey: incidentsKey })
  })
  if (!isSignedIn || data === undefined) return null
  const to = `incidents/${incident.id}`
  const ordered = kinds.flatMap(kind => data.photos.filter(photo => photo.kind === kind))
  return (
    <Section title={t.photos} beside={beside.photos}>
      <div className="photo-kinds">
        {kinds.map(kind => {
          const photos = data.photos.filter(photo => photo.kind === kind)
          return (
            <section key={kind} className="photo-kind" aria-label={t.kinds[kind]}>
              <h4 className="photo-kind-name">{t.kinds[kind]}</h4>
              <div className="photo-strip">
                {photos.map((photo, i) => (
                  <button
                    key={photo.id}
                    type="button"
                    className="photo-thumb"
                    onClick={() => setShown(ordered.indexOf(photo))}
                  >
                    <img
                      src={pictureUrl(photo.id, 'thumb')}
                      alt={t.alt(t.kinds[kind], i + 1)}
                      loading="lazy"
                    />
                  </button>
                ))}
                {photos.length === 0 && <span className="quiet">{t.none}</span>}
              </div>
              <PhotoPicker
                label={t.addTo(t.kinds[kind])}
                onPick={files => void send(to, choose(files, kind))}
              />
            </section>
          )
        })}
      </div>
      <UploadList uploads={uploads} onRetry={one => void send(to, [one])} onDismiss={dismiss} />
      {place !== null && <TakenAt place={place} incident={incident} />}
      <PhotoViewer
        photos={ordered}
        shown={shown}
        onShow={setShown}
        onRemoved={() => void queries.invalidateQueries({ queryKey: incidentsKey })}
      />
    </Section>
  )
}

const kinds: readonly PhotoKind[] = ['before', 'after']

/** What the camera knew, offered once: the server does not keep it. */
function TakenAt({ place, incident }: { place: NonNullable<AddedPhoto['exifPlace']>; incident: Case }) {
  const t = useMessages('evidence')
  const locale = useLocale()
  const { lon, lat } = incident
  if (lon === null || lat === null) return null
  const meters = distanceMeters(lon, lat, place.lon, place.lat)
  return (
    <Notice tone="quiet">
      <p>{t.place(formatDistance(meters, locale))}</p>
      <Button
        look="quiet"
        icon={LocateFixed}
        onPress={() => setView({ map: cameraOfPoint(place.lon, place.lat, currentView().map) })}
      >
        {t.lookThere}
      </Button>
    </Notice>
  )
}
