import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Form, ProgressBar } from 'react-aria-components'
import { gridsKey } from '../grids/grids.api.ts'
import { heatKey } from '../heat/heat.api.ts'
import { formatCount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { type Incident, incidentQuery, incidentsKey } from '../incidents/incidents.api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { bulkInput } from './bulk.ts'
import { BulkResults } from './bulk-results.tsx'
import { fieldsOf, noteLimit } from './move-draft.ts'
import { type MoveVerb, moveCase } from './moves.api.ts'
import { type BulkStep, runBulk } from './run-bulk.ts'

interface Props {
  verb: MoveVerb
  incidents: readonly Incident[]
  onClose: (isAnyDone: boolean) => void
}

/** One word for several cases, then how it goes, case by case. Each is a move of its own, by the same rules as alone. */
export function BulkDialog({ verb, incidents, onClose }: Props) {
  const t = useMessages('moves')
  const locale = useLocale()
  const queries = useQueryClient()
  const { needsNote } = fieldsOf(verb)
  const [note, setNote] = useState('')
  const [asked, setAsked] = useState(false)
  const [steps, setSteps] = useState<ReadonlyMap<number, BulkStep>>(new Map())
  const [isRunning, setRunning] = useState(false)
  const stop = useRef(new AbortController())
  // closing the page or the dialog begins nothing more
  useEffect(() => () => stop.current.abort(), [])

  const isMissing = needsNote && note.trim() === ''
  const send = moveCase.mutationFn
  const run = async (cases: readonly Incident[], refresh: boolean) => {
    stop.current = new AbortController()
    setRunning(true)
    await runBulk(
      cases,
      async seen => {
        // tried again: as the case stands now, after whatever stood in the way
        const incident = refresh
          ? await queries.fetchQuery({ ...incidentQuery(seen.id), staleTime: 0 })
          : seen
        return send?.({ id: seen.id, verb, input: bulkInput(verb, incident, note) }, {} as never)
      },
      ({ id }, step) => setSteps(before => new Map(before).set(id, step)),
      stop.current.signal,
    )
    setRunning(false)
    for (const key of [incidentsKey, heatKey, gridsKey]) void queries.invalidateQueries({ queryKey: key })
  }
  const count = (state: BulkStep['state']) => [...steps.values()].filter(step => step.state === state).length
  const [done, failed, left] = [count('done'), count('failed'), count('left')]
  const again = incidents.filter(({ id }) => {
    const state = steps.get(id)?.state
    return state === 'failed' || state === 'left'
  })
  const n = (value: number) => formatCount(value, locale)
  const name = verb === 'dispatch' ? t.bulkDispatch : t.verbs[verb]
  const title = t.bulkTitle(name, n(incidents.length))
  return (
    <Dialog
      title={title}
      width={steps.size === 0 ? 'narrow' : 'wide'}
      isOpen
      onClose={() => onClose(done > 0)}
    >
      {steps.size === 0 ? (
        <Form
          className="bulk-form"
          validationBehavior="aria"
          onSubmit={event => {
            event.preventDefault()
            setAsked(true)
            if (!isMissing) void run(incidents, false)
          }}
        >
          <Field
            label={needsNote ? t.reason : t.note}
            aside={note === '' && !needsNote ? t.optional : t.count([...note].length, noteLimit)}
            rows={3}
            maxLength={noteLimit}
            value={note}
            autoFocus
            isRequired={needsNote}
            error={asked && isMissing ? t.missing.note : undefined}
            onChange={setNote}
          />
          <p className="quiet">{t.bulkOneByOne}</p>
          <div className="bulk-end">
            <Button type="submit" look={verb === 'void' ? 'danger' : 'primary'}>
              {title}
            </Button>
            <Button onPress={() => onClose(false)}>{t.cancel}</Button>
          </div>
        </Form>
      ) : (
        <>
          <ProgressBar
            className="bulk-progress"
            aria-label={title}
            value={done + failed + left}
            maxValue={incidents.length}
          >
            {({ percentage }) => <span className="bulk-progress-done" style={{ width: `${percentage}%` }} />}
          </ProgressBar>
          <p role="status">
            {t.bulkProgress(n(done), n(incidents.length))}
            {failed > 0 && ` · ${t.bulkFailed(n(failed))}`}
            {left > 0 && ` · ${t.bulkLeft(n(left))}`}
          </p>
          <BulkResults incidents={incidents} steps={steps} />
          <div className="bulk-end">
            {isRunning ? (
              <Button onPress={() => stop.current.abort()}>{t.bulkStop}</Button>
            ) : (
              <>
                <Button look={again.length > 0 ? 'plain' : 'primary'} onPress={() => onClose(done > 0)}>
                  {t.bulkClose}
                </Button>
                {again.length > 0 && (
                  <Button look="primary" onPress={() => void run(again, true)}>
                    {t.bulkAgain(n(again.length))}
                  </Button>
                )}
              </>
            )}
          </div>
        </>
      )}
    </Dialog>
  )
}
