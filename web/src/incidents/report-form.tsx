import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { Failure } from '../api.ts'
import { useCityWords } from '../city/city-words.ts'
import { ReportSuggestions } from '../duplicates/report-suggestions.tsx'
import { PhotoPicker } from '../evidence/photo-picker.tsx'
import { UploadList } from '../evidence/upload-list.tsx'
import type { PhotoUpload } from '../evidence/use-photo-upload.ts'
import { gridsKey } from '../grids/grids.api.ts'
import { heatKey } from '../heat/heat.api.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Section } from '../ui/panel.tsx'
import { ErrorNotice, Notice } from '../ui/states.tsx'
import type { View } from '../view.ts'
import { ClassList } from './class-list.tsx'
import { incidentsKey, type ReportedIncident, reportIncident, withOpenPoint } from './incidents.api.ts'
import {
  type Draft,
  isBlank,
  isPoint,
  type Missing,
  missingOf,
  newKey,
  phoneFits,
  reportOf,
  textLimit,
  titleLimit,
  useReportDraft,
} from './report-draft.ts'
import { ReportPlace } from './report-place.tsx'

interface Props {
  place: NonNullable<View['report']>
  photos: PhotoUpload
  onReported: (reported: ReportedIncident) => void
}

export function ReportForm({ place, photos, onReported }: Props) {
  const evidence = useMessages('evidence')
  const evidenceBeside = useMessagesBeside('evidence')
  const t = useMessages('incidents')
  const beside = useMessagesBeside('incidents')
  const { draft, change, discard } = useReportDraft()
  const [asked, setAsked] = useState(false)
  const queries = useQueryClient()
  const report = useMutation({
    ...reportIncident,
    onSuccess: (reported, sent) => {
      // on the map at once; the server's own figures follow
      withOpenPoint(queries, reported, sent)
      for (const queryKey of [incidentsKey, heatKey, gridsKey]) void queries.invalidateQueries({ queryKey })
      discard()
      onReported(reported)
    },
  })
  const missing = missingOf(draft, place)
  const send = (sent: Draft) => {
    setAsked(true)
    if (missing.length === 0) report.mutate(reportOf(sent, place))
  }
  const sendAnew = () => {
    const fresh = { ...draft, key: newKey() }
    change(fresh)
    send(fresh)
  }
  const conflicts = report.error instanceof Failure && report.error.code === 'idempotency-conflict'

  return (
    <Form
      className="report-form"
      validationBehavior="aria"
      onSubmit={event => {
        event.preventDefault()
        send(draft)
      }}
    >
      <Section title={t.step.place} beside={beside.step.place}>
        <ReportPlace place={place} grid={draft.grid} onGrid={grid => change({ grid })} />
      </Section>
      <Section title={t.step.class} beside={beside.step.class}>
        <ClassField code={draft.classCode} onChange={classCode => change({ classCode, sameAs: null })} />
      </Section>
      {isPoint(place) && (
        <ReportSuggestions
          place={place}
          draft={draft}
          chosen={draft.sameAs}
          onChoose={sameAs => change(joined(draft, sameAs))}
        />
      )}
      <Section title={t.step.what} beside={beside.step.what}>
        <div className="report-fields">
          <Field
            label={t.titleField}
            hint={t.titleHint}
            aside={t.count([...draft.title].length, titleLimit)}
            value={draft.title}
            maxLength={titleLimit}
            isRequired
            error={asked && missing.includes('title') ? t.missing(t.titleField) : undefined}
            onChange={title => change({ title })}
          />
          <Field
            label={t.textField}
            aside={draft.text === '' ? t.optional : t.count([...draft.text].length, textLimit)}
            rows={4}
            value={draft.text}
            maxLength={textLimit}
            onChange={text => change({ text })}
          />
        </div>
      </Section>
      <Section
        title={evidence.photos}
        beside={evidenceBeside.photos}
        aside={<span className="quiet">{t.optional}</span>}
      >
        <PhotoPicker label={evidence.add} onPick={files => photos.choose(files, 'before')} />
        <UploadList uploads={photos.uploads} onDismiss={photos.dismiss} />
      </Section>
      <Section title={t.contact} beside={beside.contact} aside={<span className="quiet">{t.optional}</span>}>
        <div className="report-fields report-contact">
          <Field label={t.name} maxLength={60} value={draft.name} onChange={name => change({ name })} />
          <Field
            label={t.phone}
            type="tel"
            maxLength={24}
            value={draft.phone}
            error={phoneFits(draft.phone) ? undefined : t.badPhone}
            onChange={phone => change({ phone })}
          />
          <p className="quiet report-contact-hint">{t.contactHint}</p>
        </div>
      </Section>
      <div className="report-end">
        {asked && missing.length > 0 && (
          <Notice tone="warning">
            <p role="alert">{t.missing(missing.map(one => nameOf(one, t)).join(t.comma))}</p>
          </Notice>
        )}
        {report.error !== null && <ErrorNotice error={report.error} />}
        {conflicts && <Button onPress={sendAnew}>{t.sendAnew}</Button>}
        <div className="report-buttons">
          <Button type="submit" look="primary" icon={Send} isPending={report.isPending}>
            {report.isPending ? t.submitting : t.submit}
          </Button>
          {!isBlank(draft) && (
            <>
              <span className="quiet">{t.draftKept}</span>
              <Button look="quiet" onPress={discard}>
                {t.discard}
              </Button>
            </>
          )}
        </div>
      </div>
    </Form>
  )
}

/** Whoever has not said what it is yet says it in the words of the case that it is the same as. */
function joined({ title }: Draft, sameAs: Draft['sameAs']): Partial<Draft> {
  return sameAs !== null && title.trim() === '' ? { sameAs, title: sameAs.title } : { sameAs }
}

/** The chosen class in one line, or the list to choose from. */
function ClassField({ code, onChange }: { code: string; onChange: (code: string) => void }) {
  const t = useMessages('incidents')
  const words = useCityWords()
  const [choosing, setChoosing] = useState(false)
  // the list is gone once a class is chosen: the keyboard goes on from here
  const [chosen, setChosen] = useState(false)
  if (code !== '' && !choosing)
    return (
      <div className="class-chosen">
        <span>{words.classPath(code)}</span>
        <Button look="quiet" autoFocus={chosen} onPress={() => setChoosing(true)}>
          {t.changeClass}
        </Button>
      </div>
    )
  return (
    <ClassList
      mode="single"
      selected={code === '' ? [] : [code]}
      autoFocus={choosing}
      onChange={([one]) => {
        if (one !== undefined) onChange(one)
        setChosen(true)
        setChoosing(false)
      }}
    />
  )
}

function nameOf(missing: Missing, t: ReturnType<typeof useMessages<'incidents'>>): string {
  return { place: t.step.place, class: t.step.class, title: t.titleField, phone: t.phone }[missing]
}
