import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { FileUp, GitCompareArrows, LoaderCircle } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { ErrorNotice, ErrorState, Notice, Skeleton } from '../ui/states.tsx'
import { setView, useView } from '../view.ts'
import { CrosswalkTable } from './crosswalk-table.tsx'
import { FaultTable } from './fault-table.tsx'
import { cancelImport, type GridImport, importQuery, isBusy, isOver, openAsDraft } from './imports.api.ts'
import { MappingForm } from './mapping-form.tsx'

/** One import: how far it is, what of the file is what, what is wrong with it, and the draft that it becomes. */
export function OpenImport({ id }: { id: number }) {
  const { data, error, refetch } = useQuery(importQuery(id))
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Skeleton rows={6} />
  return <Shown grids={data} />
}

function Shown({ grids }: { grids: GridImport }) {
  const t = useMessages('imports')
  const crosswalk = useView(view => view.crosswalk)
  const { id, file, state, step, progress, failure, report, mapping, draft } = grids
  return (
    <div className="imports-open">
      <div className="imports-line">
        <strong className="imports-file">{file}</strong>
        <span role="status" className="imports-state" data-state={state}>
          {isBusy(grids) && <LoaderCircle className="imports-turning" size={16} aria-hidden />}
          {t.states[state]}
          {step !== null && ` · ${t.steps[step]}`}
        </span>
        {progress !== null && <progress value={progress} max={1} aria-label={t.states[state]} />}
        <span className="imports-actions">
          {(crosswalk !== undefined || (mapping !== null && !isBusy(grids) && state !== 'cancelled')) && (
            <Button
              icon={GitCompareArrows}
              onPress={() =>
                setView({
                  crosswalk: crosswalk === undefined ? grids.levels.at(-1)?.key : undefined,
                  pair: undefined,
                })
              }
            >
              {crosswalk === undefined ? t.crosswalk : t.toFaults}
            </Button>
          )}
          {!isOver(grids) && <CancelButton id={id} />}
          <Button
            look="quiet"
            icon={FileUp}
            onPress={() => setView({ import: undefined, crosswalk: undefined, pair: undefined })}
          >
            {t.another}
          </Button>
        </span>
      </div>
      {failure !== null && (
        <Notice tone="warning">
          <p className="state-title">{t.failures[failure.code] ?? failure.code}</p>
          {failure.detail !== '' && <code>{failure.detail}</code>}
        </Notice>
      )}
      {draft !== null && (
        <Notice tone="success">
          <p>{t.made(draft)}</p>
          <Button onPress={() => setView({ edit: draft, panel: undefined, import: undefined })}>
            {t.edit}
          </Button>
        </Notice>
      )}
      {state === 'checked' && report !== null && report.open + report.stuck === 0 && (
        <DraftForm grids={grids} />
      )}
      {crosswalk !== undefined ? (
        <CrosswalkTable grids={grids} level={crosswalk} />
      ) : (
        <div className="imports-columns">
          {mapping !== null && <MappingForm key={JSON.stringify(mapping)} grids={grids} mapping={mapping} />}
          {report !== null && state !== 'unmapped' && <FaultTable grids={grids} report={report} />}
        </div>
      )}
    </div>
  )
}

function CancelButton({ id }: { id: number }) {
  const t = useMessages('imports')
  const queries = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => cancelImport(id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['imports'] }),
  })
  return (
    <>
      <Button isPending={cancel.isPending} onPress={() => cancel.mutate()}>
        {t.cancel}
      </Button>
      {cancel.error !== null && <ErrorNotice error={cancel.error} />}
    </>
  )
}

function DraftForm({ grids: { id, file } }: { grids: GridImport }) {
  const t = useMessages('imports')
  const queries = useQueryClient()
  const [title, setTitle] = useState(file.replace(/\.[^.]*$/, '').slice(0, 120))
  const make = useMutation({
    mutationFn: () => openAsDraft(id, title),
    onSuccess: () => queries.invalidateQueries(),
  })
  return (
    <form
      className="imports-draft"
      onSubmit={event => {
        event.preventDefault()
        if (title.trim() !== '') make.mutate()
      }}
    >
      <Field label={t.draftTitle} value={title} onChange={setTitle} maxLength={120} isRequired />
      <Button look="primary" type="submit" isPending={make.isPending}>
        {t.makeDraft}
      </Button>
      {make.error !== null && <ErrorNotice error={make.error} />}
    </form>
  )
}
