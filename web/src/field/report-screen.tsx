import { Send, X } from 'lucide-react'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { ClassList } from '../incidents/class-list.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/states.tsx'
import { useBegun } from './begun.ts'
import { useFieldWork } from './field-context.ts'
import {
  emptyDraft,
  FieldDraft,
  isBlank,
  type Missing,
  missingOf,
  textLimit,
  titleLimit,
  writingsOf,
} from './field-draft.ts'
import { go } from './field-view.ts'
import { PhotoInput } from './photo-input.tsx'
import { Picture } from './picture.tsx'
import { PlaceField } from './place-field.tsx'

/** Something new, seen in the street: photo, place, class, a sentence. On the phone first, sent as soon as it can be. */
export function ReportScreen() {
  const t = useMessages('field')
  const incidents = useMessages('incidents')
  const { account, write, say, isOffline } = useFieldWork()
  const begun = useBegun(account, 'report', FieldDraft, emptyDraft)
  const [asked, setAsked] = useState(false)
  const { value: draft, change } = begun
  if (draft === null) return null
  const missing = missingOf(draft)
  const words: Record<Missing, string> = { place: t.place, class: t.class, title: t.what }
  const send = async () => {
    setAsked(true)
    if (missing.length > 0) return
    await write({ title: draft.title.trim(), writings: writingsOf(draft), begun: begun.name })
    begun.discard()
    setAsked(false)
    say(isOffline ? t.writtenOffline : t.written)
    go({ screen: 'outbox' })
  }
  return (
    <>
      <header className="onsite-bar">
        <div className="onsite-bar-words">
          <h1>{t.reportTitle}</h1>
          {!isBlank(draft) && <p className="quiet">{t.draftKept}</p>}
        </div>
        {!isBlank(draft) && (
          <Button look="quiet" onPress={begun.discard}>
            {t.discard}
          </Button>
        )}
      </header>
      <Form
        className="onsite-form onsite-report"
        validationBehavior="aria"
        onSubmit={event => {
          event.preventDefault()
          void send()
        }}
      >
        <Photos
          photos={draft.photos}
          onAdd={photo => change({ photos: [...draft.photos, photo] })}
          onRemove={photo => change({ photos: draft.photos.filter(one => one !== photo) })}
        />
        <PlaceField place={draft.place} onPlace={place => change({ place })} />
        <ClassField code={draft.classCode} onChange={classCode => change({ classCode })} />
        <Field
          label={t.what}
          aside={incidents.count([...draft.title].length, titleLimit)}
          maxLength={titleLimit}
          isRequired
          value={draft.title}
          onChange={title => change({ title })}
        />
        <Field
          label={t.more}
          aside={t.optional}
          rows={3}
          maxLength={textLimit}
          value={draft.text}
          onChange={text => change({ text })}
        />
        {asked && missing.length > 0 && (
          <Notice tone="warning">
            <p role="alert">{t.missing(missing.map(one => words[one]).join(t.comma))}</p>
          </Notice>
        )}
        <Button type="submit" look="primary" icon={Send}>
          {t.send}
        </Button>
      </Form>
    </>
  )
}

interface PhotosProps {
  photos: readonly Blob[]
  onAdd: (photo: Blob) => void
  onRemove: (photo: Blob) => void
}

function Photos({ photos, onAdd, onRemove }: PhotosProps) {
  const t = useMessages('field')
  return (
    <fieldset className="onsite-plain">
      <legend className="field-label">{t.photos}</legend>
      {photos.length > 0 && (
        <ul className="onsite-picked">
          {photos.map((photo, i) => (
            <li key={`${photo.size} ${i}`}>
              <Picture blob={photo} alt={t.photoNumber(t.photo.before, i + 1)} />
              <IconButton icon={X} label={t.removePhoto} onPress={() => onRemove(photo)} />
            </li>
          ))}
        </ul>
      )}
      <PhotoInput label={t.photos} onPhoto={onAdd} />
    </fieldset>
  )
}

/** The chosen class, or a list with a search over the whole screen. */
function ClassField({ code, onChange }: { code: string; onChange: (code: string) => void }) {
  const t = useMessages('field')
  const words = useCityWords()
  const [isChoosing, setChoosing] = useState(false)
  return (
    <div className="field">
      <span className="field-label">{t.class}</span>
      <Button onPress={() => setChoosing(true)}>{code === '' ? t.chooseClass : words.classPath(code)}</Button>
      <Dialog title={t.chooseClass} isOpen={isChoosing} onClose={() => setChoosing(false)}>
        <ClassList
          mode="single"
          selected={code === '' ? [] : [code]}
          onChange={([one]) => {
            if (one !== undefined) onChange(one)
            setChoosing(false)
          }}
        />
      </Dialog>
    </div>
  )
}
