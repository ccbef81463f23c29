import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { Form, ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { Failure } from '../api.ts'
import { gridsKey } from '../grids/grids.api.ts'
import { heatKey } from '../heat/heat.api.ts'
import { useMessages } from '../i18n/messages.ts'
import { type Incident, incidentQuery, incidentsKey } from '../incidents/incidents.api.ts'
import { Button } from '../ui/button.tsx'
import { ChoiceField, Field } from '../ui/field.tsx'
import { AssigneeList } from './assignee-list.tsx'
import { fieldsOf, type Missing, type MoveDraft, moveOf, noteLimit, scores } from './move-draft.ts'
import { MoveRefusal } from './move-refusal.tsx'
import { type MoveVerb, moveCase, RequestKind } from './moves.api.ts'

interface Props {
  incident: Incident
  draft: MoveDraft
  onChange: (patch: Partial<MoveDraft>) => void
  onCancel: () => void
  onDone: (verb: MoveVerb) => void
}

/** The small form of one move: only what the verb takes. A refusal is told in words and nothing that was typed goes away. */
export function MoveForm({ incident, draft, onChange, onCancel, onDone }: Props) {
  const t = useMessages('moves')
  const [asked, setAsked] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  useEscape(form, onCancel)
  const queries = useQueryClient()
  const { queryKey } = incidentQuery(incident.id)
  const move = useMutation({
    ...moveCase,
    onSuccess: view => {
      queries.setQueryData(queryKey, before => before && { ...before, ...view })
      for (const key of [incidentsKey, heatKey, gridsKey]) void queries.invalidateQueries({ queryKey: key })
      onDone(draft.verb)
    },
    onError: error => {
      const isBehind = error instanceof Failure && error.status === 409
      if (isBehind) void queries.invalidateQueries({ queryKey })
    },
  })
  const { verb } = draft
  const fields = fieldsOf(verb)
  const read = moveOf(draft)
  const missing = 'missing' in read ? read.missing : []
  const errorOf = (field: Missing) => (asked && missing.includes(field) ? t.missing[field] : undefined)
  const send = () => {
    setAsked(true)
    if ('input' in read && !move.isPending) move.mutate({ id: incident.id, verb, input: read.input })
  }
  const isRecord = verb === 'finish' || verb === 'comment'
  const isFast = !fields.assignee && !fields.kind && !fields.score && !fields.needsNote
  return (
    <Form
      className="move-form"
      validationBehavior="aria"
      aria-label={t.verbs[verb]}
      ref={form}
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
      <h3 className="move-form-title">{t.verbs[verb]}</h3>
      {fields.assignee && (
        <>
          <AssigneeList
            incident={incident.id}
            chosen={draft.assignee}
            onChoose={assignee => onChange({ assignee })}
          />
          {errorOf('assignee') !== undefined && <p className="field-error">{errorOf('assignee')}</p>}
        </>
      )}
      {fields.kind && (
        <Asking incident={incident} draft={draft} error={errorOf('amount')} onChange={onChange} />
      )}
      {fields.score && <Score score={draft.score} onChange={score => onChange({ score })} />}
      <Field
        label={isRecord ? t.record : fields.needsNote ? t.reason : t.note}
        aside={
          draft.note === '' && !fields.needsNote ? t.optional : t.count([...draft.note].length, noteLimit)
        }
        rows={2}
        maxLength={noteLimit}
        value={draft.note}
        autoFocus={!fields.assignee && !isFast}
        isRequired={fields.needsNote}
        error={errorOf('note')}
        onChange={note => onChange({ note })}
      />
      <MoveRefusal
        incident={incident}
        draft={draft}
        error={move.error}
        onGoOn={rev => {
          move.reset()
          onChange({ rev })
        }}
      />
      <div className="move-form-end">
        <Button type="submit" look={verb === 'void' ? 'danger' : 'primary'} autoFocus={isFast}>
          {move.isPending ? t.sending : t.verbs[verb]}
        </Button>
        <Button onPress={onCancel}>{t.cancel}</Button>
      </div>
    </Form>
  )
}

/** Esc takes the form back before it takes the case away; a list that is open over the form comes first, it is not inside. */
function useEscape(form: RefObject<HTMLFormElement | null>, onCancel: () => void): void {
  useEffect(() => {
    const element = form.current
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      event.preventDefault()
      onCancel()
    }
    element?.addEventListener('keydown', listen)
    return () => element?.removeEventListener('keydown', listen)
  })
}

function Asking({
  incident,
  draft,
  error,
  onChange,
}: Pick<Props, 'incident' | 'draft' | 'onChange'> & { error: string | undefined }) {
  const t = useMessages('moves')
  const unit = incident.clock?.limit.unit
  return (
    <>
      <ChoiceField
        label={t.kind}
        value={draft.kind}
        choices={RequestKind.options.map(id => ({ id, label: t.requests[id] }))}
        onChange={kind => onChange({ kind: RequestKind.parse(kind) })}
      />
      {draft.kind === 'extension' && (
        <Field
          label={t.amount}
          hint={unit === undefined ? undefined : t.amountHint(t.units[unit]('1'))}
          inputMode="decimal"
          maxLength={8}
          value={draft.amount}
          error={error}
          onChange={amount => onChange({ amount })}
        />
      )}
    </>
  )
}

function Score({ score, onChange }: { score: number; onChange: (score: number) => void }) {
  const t = useMessages('moves')
  return (
    <ToggleButtonGroup
      aria-label={t.score}
      className="move-scores"
      disallowEmptySelection
      selectedKeys={[score]}
      onSelectionChange={keys => {
        for (const key of keys) onChange(Number(key))
      }}
    >
      {scores.map(one => (
        <ToggleButton key={one} id={one} className="button button-plain move-score">
          {t.points(one)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
