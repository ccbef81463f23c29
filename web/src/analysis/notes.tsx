import { MapPin, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '../i18n/messages.ts'
import type { MapPoint } from '../map/map-view.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { setView } from '../view.ts'
import type { ViewNote } from './analysis.api.ts'

export interface NotePlace {
  /** `pick`: the next press on the map says where. */
  readonly place: MapPoint | 'pick' | null
  set(place: MapPoint | 'pick' | null): void
}

interface Props {
  readonly notes: readonly ViewNote[]
  readonly onChange: (notes: ViewNote[]) => void
  readonly at: NotePlace
}

const closeZoom = 14

/** Remarks pinned to places of the map; they are kept with the view. */
export function Notes({ notes, onChange, at }: Props) {
  const t = useMessages('analysis')
  const [text, setText] = useState('')
  const { place } = at
  return (
    <div className="notes">
      {notes.length === 0 && place === null && <p className="quiet">{t.notesHint}</p>}
      <ol className="notes-list">
        {notes.map((note, i) => (
          <li key={`${note.lon} ${note.lat} ${note.text}`}>
            <button
              type="button"
              className="note-text"
              aria-label={`${t.showNote(String(i + 1))}: ${note.text}`}
              onClick={() => setView({ map: { lon: note.lon, lat: note.lat, zoom: closeZoom } })}
            >
              <span className="note-number" aria-hidden>
                {i + 1}
              </span>
              {note.text}
            </button>
            <IconButton
              icon={Trash2}
              label={t.removeNote(String(i + 1))}
              onPress={() => onChange(notes.filter((_, n) => n !== i))}
            />
          </li>
        ))}
      </ol>
      {place === null && (
        <Button icon={MapPin} onPress={() => at.set('pick')}>
          {t.addNote}
        </Button>
      )}
      {place === 'pick' && <p role="status">{t.pickNote}</p>}
      {place !== null && place !== 'pick' && (
        <form
          className="note-form"
          onSubmit={event => {
            event.preventDefault()
            if (text.trim() === '') return
            onChange([...notes, { ...place, text: text.trim() }])
            setText('')
            at.set(null)
          }}
        >
          <Field label={t.noteText} rows={3} maxLength={400} value={text} onChange={setText} autoFocus />
          <Button type="submit" look="primary" isDisabled={text.trim() === ''}>
            {t.keepNote}
          </Button>
        </form>
      )}
    </div>
  )
}
