import './editor.css'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, Map as MapIcon } from 'lucide-react'
import { sessionQuery } from '../access/access.api.ts'
import { cityQuery } from '../city/city.api.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Panel, Section } from '../ui/panel.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { editDraft, setView, useView } from '../view.ts'
import { ConflictList } from './conflict-list.tsx'
import { DraftList } from './draft-list.tsx'
import { DraftNotes } from './draft-notes.tsx'
import { DraftReview } from './draft-review.tsx'
import type { Desk } from './editor.api.ts'
import { FindGrid } from './find-grid.tsx'
import { IssueList } from './issue-list.tsx'
import { LiveFigures } from './live-figures.tsx'
import { SavingLine } from './saving-line.tsx'
import { SelectedBorder } from './selected-border.tsx'
import { SelectedGrid } from './selected-grid.tsx'
import { StepList } from './step-list.tsx'
import { StraySteps } from './stray-steps.tsx'
import { useDesk, useEditorChanges } from './use-desk.ts'

const leave = () => setView({ edit: undefined, compare: undefined })

/** The inspector of the editor: the list of drafts, or the draft that is being drawn. */
export function EditorPanel() {
  const t = useMessages('editor')
  const beside = useMessagesBeside('editor')
  const edit = useView(view => view.edit)
  const { data: session } = useQuery(sessionQuery)
  if (session !== undefined && session.account === null)
    return (
      <Panel title={t.adjustBorder} under={beside.adjustBorder} onClose={leave} takesFocus>
        <EmptyState title={t.signIn}>
          <Button look="primary" onPress={() => setView({ dialog: 'sign-in' })}>
            {t.signIn}
          </Button>
        </EmptyState>
      </Panel>
    )
  return typeof edit === 'number' ? (
    <OpenDraft />
  ) : (
    <DraftList account={session?.account ?? null} onClose={leave} />
  )
}

function OpenDraft() {
  const t = useMessages('editor')
  const { data: desk, error, refetch } = useDesk()
  const { data: city } = useQuery(cityQuery)
  if (city?.grids.tiled)
    return (
      <Panel title={t.adjustBorder} onClose={leave} takesFocus>
        <EmptyState icon={MapIcon} title={t.tooLarge} hint={t.tooLargeHint} />
      </Panel>
    )
  if (desk !== undefined) return <DraftPanel key={desk.draft.id} desk={desk} />
  return (
    <Panel title={t.opening} onClose={leave} takesFocus>
      {error === null ? <Skeleton rows={8} /> : <ErrorState error={error} onRetry={refetch} />}
    </Panel>
  )
}

function DraftPanel({ desk }: { desk: Desk }) {
  const t = useMessages('editor')
  const beside = useMessagesBeside('editor')
  const { editor, draft } = desk
  useEditorChanges(editor)
  const { selection } = editor
  return (
    <Panel
      over={
        <Button look="quiet" icon={ArrowLeft} onPress={() => editDraft('list')}>
          {t.back}
        </Button>
      }
      title={draft.title}
      under={<SavingLine desk={desk} />}
      onClose={leave}
      takesFocus
    >
      <DraftNotes desk={desk} />
      <ConflictList desk={desk} />
      {!editor.isFrozen && <StraySteps desk={desk} />}
      {editor.isFrozen && <DraftReview desk={desk} />}
      <FindGrid editor={editor} />
      {selection === null && !editor.isFrozen && (
        <p className="quiet editor-hint">{t.toolHints[editor.tool.name]}</p>
      )}
      {selection?.kind === 'border' && <SelectedBorder editor={editor} />}
      {selection?.kind === 'grid' && (
        <SelectedGrid editor={editor} code={selection.code} key={selection.code} />
      )}
      <LiveFigures editor={editor} />
      <Section title={t.issues} beside={beside.issues}>
        <IssueList desk={desk} />
      </Section>
      <Section title={t.history} beside={beside.history}>
        <StepList editor={editor} />
      </Section>
      {!editor.isFrozen && <DraftReview desk={desk} />}
    </Panel>
  )
}
