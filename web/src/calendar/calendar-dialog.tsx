import './calendar.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Form, Switch } from 'react-aria-components'
import { sessionQuery } from '../access/access.api.ts'
import { Failure } from '../api.ts'
import { formatCount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { incidentsKey } from '../incidents/incidents.api.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ChoiceField, Field } from '../ui/field.tsx'
import { ErrorNotice, ErrorState, Notice, Skeleton } from '../ui/states.tsx'
import { setView } from '../view.ts'
import { type Calendar, calendarQuery, changeCalendar, previewCalendar } from './calendar.api.ts'
import { type CalendarDraft, type CalendarPart, calendarOf, draftOf } from './calendar-draft.ts'
import { CalendarPreview } from './calendar-preview.tsx'

/** When the city works and when an overdue case climbs: read by everybody who works here, changed by the administrator. */
export function CalendarDialog() {
  const t = useMessages('calendar')
  const { data: calendar, error, refetch } = useQuery(calendarQuery)
  return (
    <Dialog title={t.calendar} width="wide" isOpen onClose={() => setView({ dialog: undefined }, 'replace')}>
      {calendar !== undefined ? (
        <CalendarForm calendar={calendar} />
      ) : error === null ? (
        <Skeleton rows={8} />
      ) : (
        <ErrorState error={error} onRetry={refetch} />
      )}
    </Dialog>
  )
}

function CalendarForm({ calendar }: { calendar: Calendar }) {
  const t = useMessages('calendar')
  const locale = useLocale()
  const queries = useQueryClient()
  const { data: session } = useQuery(sessionQuery)
  const mayChange = session?.role === 'administrator'
  const [draft, setDraft] = useState<CalendarDraft>(() => draftOf(calendar))
  const [wrong, setWrong] = useState<CalendarPart>()
  const change = useMutation({
    ...changeCalendar,
    onSuccess: changed => {
      queries.setQueryData(calendarQuery.queryKey, changed)
      setDraft(draftOf(changed))
      void queries.invalidateQueries({ queryKey: incidentsKey })
    },
  })
  const preview = useMutation(previewCalendar)
  const read = (then: typeof change | typeof preview) => {
    const typed = calendarOf(draft)
    if ('wrong' in typed) setWrong(typed.wrong)
    else then.mutate(typed.change)
  }
  const edit = (patch: Partial<CalendarDraft>) => {
    setWrong(undefined)
    if (!change.isPending) change.reset()
    preview.reset()
    setDraft(now => ({ ...now, ...patch }))
  }
  const isStale = [change, preview].some(
    ({ error }) => error instanceof Failure && error.code === 'stale-revision',
  )
  const n = (count: number) => formatCount(count, locale)
  return (
    <Form
      className="calendar"
      validationBehavior="aria"
      onSubmit={event => {
        event.preventDefault()
        read(change)
      }}
    >
      <p className="quiet">{t.about(calendar.timeZone)}</p>
      {mayChange ? (
        <ChoiceField
          label={t.holidays}
          value={draft.holidays}
          choices={(['mainland-china', 'none'] as const).map(id => ({ id, label: t.holidayKinds[id] }))}
          onChange={id => edit({ holidays: id === 'none' ? 'none' : 'mainland-china' })}
        />
      ) : (
        <Field label={t.holidays} isReadOnly value={t.holidayKinds[draft.holidays]} />
      )}
      <Seasons draft={draft} mayChange={mayChange} isWrong={wrong === 'seasons'} onEdit={edit} />
      <Overrides draft={draft} mayChange={mayChange} isWrong={wrong === 'overrides'} onEdit={edit} />
      <Field
        label={t.ladder}
        hint={t.ladderHint}
        value={draft.ladder}
        isReadOnly={!mayChange}
        maxLength={60}
        error={wrong === 'ladder' ? t.wrong.ladder : undefined}
        onChange={ladder => edit({ ladder })}
      />
      {change.data !== undefined && (
        <Notice tone="success">
          <p role="status">{t.changed(n(change.data.recomputed), n(change.data.moved))}</p>
        </Notice>
      )}
      {preview.data !== undefined && change.data === undefined && <CalendarPreview preview={preview.data} />}
      {preview.error !== null && <ErrorNotice error={preview.error} />}
      {change.error !== null && <ErrorNotice error={change.error} />}
      {mayChange ? (
        <div className="calendar-end">
          <Button onPress={() => read(preview)}>{preview.isPending ? t.previewing : t.preview}</Button>
          <Button type="submit" look="primary">
            {change.isPending ? t.saving : t.save}
          </Button>
          {isStale && (
            <Button
              onPress={async () =>
                edit(draftOf(await queries.fetchQuery({ ...calendarQuery, staleTime: 0 })))
              }
            >
              {t.readAgain}
            </Button>
          )}
        </div>
      ) : (
        <p className="quiet">{t.readOnly}</p>
      )}
    </Form>
  )
}

interface PartProps {
  draft: CalendarDraft
  mayChange: boolean
  isWrong: boolean
  onEdit: (patch: Partial<CalendarDraft>) => void
}

function Seasons({ draft: { seasons }, mayChange, isWrong, onEdit }: PartProps) {
  const t = useMessages('calendar')
  const set = (index: number, patch: Partial<CalendarDraft['seasons'][number]>) =>
    onEdit({ seasons: seasons.map((season, i) => (i === index ? { ...season, ...patch } : season)) })
  return (
    <fieldset className="calendar-part">
      <legend>{t.seasons}</legend>
      <p className="quiet">{t.seasonsHint}</p>
      {seasons.map((season, i) => (
        <div key={i} className="calendar-season">
          <Field
            label={t.seasonFrom}
            placeholder="07-01"
            maxLength={5}
            isReadOnly={!mayChange}
            value={season.from}
            onChange={from => set(i, { from })}
          />
          <Field
            label={t.hours}
            placeholder="08:30-12:00, 14:00-17:30"
            maxLength={90}
            isReadOnly={!mayChange}
            value={season.hours}
            onChange={hours => set(i, { hours })}
          />
          {mayChange && (
            <IconButton
              icon={X}
              label={t.remove(season.from)}
              onPress={() => onEdit({ seasons: seasons.filter((_, at) => at !== i) })}
            />
          )}
        </div>
      ))}
      {isWrong && <p className="field-error">{t.wrong.seasons}</p>}
      {mayChange && (
        <Button icon={Plus} onPress={() => onEdit({ seasons: [...seasons, { from: '', hours: '' }] })}>
          {t.addSeason}
        </Button>
      )}
    </fieldset>
  )
}

function Overrides({ draft: { overrides }, mayChange, isWrong, onEdit }: PartProps) {
  const t = useMessages('calendar')
  const set = (index: number, patch: Partial<CalendarDraft['overrides'][number]>) =>
    onEdit({ overrides: overrides.map((one, i) => (i === index ? { ...one, ...patch } : one)) })
  return (
    <fieldset className="calendar-part">
      <legend>{t.overrides}</legend>
      <p className="quiet">{t.overridesHint}</p>
      {overrides.map((one, i) => (
        <div key={i} className="calendar-day">
          <Field
            label={t.day}
            type="date"
            isReadOnly={!mayChange}
            value={one.day}
            onChange={day => set(i, { day })}
          />
          <Switch
            className="calendar-work"
            isSelected={one.work}
            isDisabled={!mayChange}
            onChange={work => set(i, { work })}
          >
            <span className="calendar-work-mark" aria-hidden />
            {one.work ? t.work : t.off}
          </Switch>
          {one.work && (
            <Field
              label={t.hours}
              placeholder={t.hoursOfSeason}
              maxLength={90}
              isReadOnly={!mayChange}
              value={one.hours}
              onChange={hours => set(i, { hours })}
            />
          )}
          <Field
            label={t.note}
            maxLength={200}
            isReadOnly={!mayChange}
            value={one.note}
            onChange={note => set(i, { note })}
          />
          {mayChange && (
            <IconButton
              icon={X}
              label={t.remove(one.day)}
              onPress={() => onEdit({ overrides: overrides.filter((_, at) => at !== i) })}
            />
          )}
        </div>
      ))}
      {isWrong && <p className="field-error">{t.wrong.overrides}</p>}
      {mayChange && (
        <Button
          icon={Plus}
          onPress={() => onEdit({ overrides: [...overrides, { day: '', work: false, hours: '', note: '' }] })}
        >
          {t.addDay}
        </Button>
      )}
    </fieldset>
  )
}
