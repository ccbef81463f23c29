import { type PhotoKind, Photos } from '@jingwei/api/evidence/contract.ts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { get } from '../api.ts'
import { useMessages } from '../i18n/messages.ts'
import { useFieldWork, useLines } from './field-context.ts'
import type { Incident } from './my-cases.api.ts'
import { pendingOf } from './outbox-order.ts'
import { PhotoInput } from './photo-input.tsx'
import { Picture } from './picture.tsx'

const kinds: readonly PhotoKind[] = ['before', 'after']

/** Not kept on the phone: photos may show people. */
const photosQuery = (id: number, rev: number) =>
  queryOptions({
    queryKey: ['photos', id, rev],
    queryFn: ({ signal }) => get(`/api/incidents/${id}/photos`, Photos, {}, signal),
  })

/** Before and after, side by side: those that the server has, and those that wait on this phone. */
export function CasePhotos({ incident, canAdd }: { incident: Incident; canAdd: boolean }) {
  const t = useMessages('field')
  const { write, say, isOffline } = useFieldWork()
  const pending = pendingOf(useLines(), incident.id)
  const { data } = useQuery(photosQuery(incident.id, incident.rev))
  const keep = async (photo: PhotoKind, picture: Blob) => {
    await write({
      about: incident.id,
      title: incident.title,
      writings: [{ kind: 'photo', photo, picture }],
    })
    say(isOffline ? t.writtenOffline : t.written)
  }
  return (
    <section className="onsite-section">
      <h2>{t.photos}</h2>
      <div className="onsite-photos">
        {kinds.map(kind => {
          const waiting = pending.flatMap(({ seq, writing }) =>
            writing.kind === 'photo' && writing.photo === kind ? [{ seq, picture: writing.picture }] : [],
          )
          const kept = data?.photos.filter(photo => photo.kind === kind) ?? []
          return (
            <div key={kind} className="onsite-photo-column">
              <h3 className="quiet">{t.photo[kind]}</h3>
              {(kept.length > 0 || waiting.length > 0) && (
                <ul>
                  {kept.map(({ id }, i) => (
                    <li key={id}>
                      <a href={`/api/photos/${id}?size=full`} target="_blank" rel="noreferrer">
                        <img
                          className="picture"
                          loading="lazy"
                          src={`/api/photos/${id}?size=thumb`}
                          alt={t.photoNumber(t.photo[kind], i + 1)}
                        />
                      </a>
                    </li>
                  ))}
                  {waiting.map(({ seq, picture }, i) => (
                    <li key={seq} className="onsite-photo-waiting" data-pending={t.pending}>
                      <Picture blob={picture} alt={t.photoNumber(t.photo[kind], kept.length + i + 1)} />
                    </li>
                  ))}
                </ul>
              )}
              {canAdd && (
                <PhotoInput
                  label={t.takePhoto(t.photo[kind])}
                  onPhoto={picture => void keep(kind, picture)}
                />
              )}
            </div>
          )
        })}
      </div>
      {isOffline && <p className="quiet">{t.photosOnline}</p>}
    </section>
  )
}
