import './evidence.css'
import { useMutation } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { CityTime } from '../city/city-time.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { ErrorNotice } from '../ui/states.tsx'
import { type Photo, pictureUrl, removePhoto } from './evidence.api.ts'

/** One photo at its full size; the arrow keys go to the next. */
export function PhotoViewer({
  photos,
  shown,
  onShow,
  onRemoved,
}: {
  photos: readonly Photo[]
  /** Index; undefined: closed. */
  shown: number | undefined
  onShow: (index: number | undefined) => void
  onRemoved: () => void
}) {
  const t = useMessages('evidence')
  const photo = shown === undefined ? undefined : photos[shown]
  const count = photos.length
  const step = (by: number) => shown !== undefined && onShow((shown + by + count) % count)
  useArrowKeys(photo !== undefined && count > 1, step)
  if (shown === undefined || photo === undefined) return null
  const name = t.alt(t.kinds[photo.kind], shown + 1)
  return (
    <Dialog
      title={`${t.kinds[photo.kind]} · ${shown + 1} / ${photos.length}`}
      width="wide"
      isOpen
      onClose={() => onShow(undefined)}
    >
      <div className="photo-view">
        <img
          key={photo.id}
          className="photo-full"
          src={pictureUrl(photo.id, 'full')}
          width={photo.width}
          height={photo.height}
          alt={name}
        />
        <div className="photo-under">
          <IconButton
            icon={ChevronLeft}
            label={t.previous}
            isDisabled={photos.length < 2}
            onPress={() => step(-1)}
          />
          <IconButton
            icon={ChevronRight}
            label={t.next}
            isDisabled={photos.length < 2}
            onPress={() => step(1)}
          />
          <span className="quiet">
            {photo.addedBy === null ? t.byReporter : t.by(photo.addedBy)} ·{' '}
            <CityTime instant={photo.addedAt} exact />
          </span>
        </div>
        {photo.removable && (
          <Removal
            key={photo.id}
            photo={photo.id}
            onRemoved={() => {
              onShow(undefined)
              onRemoved()
            }}
          />
        )}
      </div>
    </Dialog>
  )
}

/** Wherever the focus is in the dialog, but for where somebody types. */
function useArrowKeys(isOn: boolean, step: (by: number) => void): void {
  useEffect(() => {
    if (!isOn) return
    const byKey = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLTextAreaElement) return
      if (event.key === 'ArrowLeft') step(-1)
      if (event.key === 'ArrowRight') step(1)
    }
    document.addEventListener('keydown', byKey)
    return () => document.removeEventListener('keydown', byKey)
  })
}

function Removal({ photo, onRemoved }: { photo: number; onRemoved: () => void }) {
  const t = useMessages('evidence')
  const [asked, setAsked] = useState(false)
  const [reason, setReason] = useState('')
  const removal = useMutation({ ...removePhoto, onSuccess: onRemoved })
  if (!asked)
    return (
      <Button look="quiet" icon={Trash2} onPress={() => setAsked(true)}>
        {t.remove}
      </Button>
    )
  return (
    <div className="photo-removal">
      <Field
        label={t.removeReason}
        hint={t.removeHint}
        rows={2}
        maxLength={1000}
        value={reason}
        onChange={setReason}
        autoFocus
      />
      {removal.error !== null && <ErrorNotice error={removal.error} />}
      <div className="photo-under">
        <Button
          look="danger"
          icon={Trash2}
          isDisabled={reason.trim() === ''}
          isPending={removal.isPending}
          onPress={() => removal.mutate({ photo, reason })}
        >
          {t.removeNow}
        </Button>
        <Button look="quiet" onPress={() => setAsked(false)}>
          {t.keep}
        </Button>
      </div>
    </div>
  )
}
