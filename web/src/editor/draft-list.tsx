import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { PencilRuler } from 'lucide-react'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { formatRelative } from '../i18n/format.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Panel, Section } from '../ui/panel.tsx'
import { EmptyState, ErrorNotice, ErrorState, Skeleton } from '../ui/states.tsx'
import { editDraft } from '../view.ts'
import { type Draft, draftsQuery, openDraft } from './editor.api.ts'

/** What one has begun, and a new one. */
export function DraftList({ account, onClose }: { account: string | null; onClose: () => void }) {
  const t = useMessages('editor')
  const beside = useMessagesBeside('editor')
  const { data, error, refetch } = useQuery(draftsQuery)
  const mine = data?.drafts.filter(({ author, state }) => author === account && state !== 'discarded') ?? []
  const others = data?.drafts.filter(({ author, state }) => author !== account && isUnderWay(state)) ?? []
  return (
    <Panel title={t.adjustBorder} under={beside.adjustBorder} onClose={onClose} takesFocus>
      <NewDraft />
      <Section title={t.drafts} beside={beside.drafts}>
        {error !== null && <ErrorState error={error} onRetry={refetch} />}
        {data === undefined && error === null && <Skeleton rows={4} />}
        {data !== undefined && mine.length === 0 && (
          <EmptyState icon={PencilRuler} title={t.noDrafts} hint={t.noDraftsHint} />
        )}
        <ul>
          {mine.map(draft => (
            <DraftRow key={draft.id} draft={draft} />
          ))}
        </ul>
      </Section>
      {others.length > 0 && (
        <Section title={t.draftsOf} beside={beside.draftsOf}>
          <ul>
            {others.map(draft => (
              <DraftRow key={draft.id} draft={draft} author={draft.author} />
            ))}
          </ul>
        </Section>
      )}
    </Panel>
  )
}

function isUnderWay(state: Draft['state']): boolean {
  return state !== 'published' && state !== 'discarded'
}

const tones = {
  open: 'accent',
  submitted: 'warning',
  approved: 'success',
  published: 'quiet',
  discarded: 'quiet',
} as const

function DraftRow({ draft, author }: { draft: Draft; author?: string }) {
  const t = useMessages('editor')
  const { locale } = useCityWords()
  return (
    <li>
      <button type="button" className="row draft-row" onClick={() => editDraft(draft.id)}>
        <span className="draft-title">{draft.title}</span>
        <Badge tone={tones[draft.state]}>{t.states[draft.state]}</Badge>
        <span className="quiet">
          {author !== undefined && `${author} · `}
          {t.base(`${draft.base}`)} · {formatRelative(draft.updatedAt, new Date(), locale)}
        </span>
      </button>
    </li>
  )
}

function NewDraft() {
  const t = useMessages('editor')
  const queries = useQueryClient()
  const [title, setTitle] = useState('')
  const open = useMutation({
    mutationFn: openDraft,
    onSuccess: draft => {
      void queries.invalidateQueries({ queryKey: draftsQuery.queryKey })
      editDraft(draft.id)
    },
  })
  return (
    <Form
      className="editor-form"
      onSubmit={event => {
        event.preventDefault()
        if (title.trim() !== '') open.mutate(title.trim())
      }}
    >
      <Field label={t.title} hint={t.titleHint} value={title} onChange={setTitle} maxLength={120} />
      <Button type="submit" look="primary" isPending={open.isPending} isDisabled={title.trim() === ''}>
        {t.newDraft}
      </Button>
      {open.error !== null && <ErrorNotice error={open.error} />}
    </Form>
  )
}
