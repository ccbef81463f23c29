import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Columns2, Send, Undo2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { sessionQuery } from '../access/access.api.ts'
import { Failure } from '../api.ts'
import { cityQuery } from '../city/city.api.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Section } from '../ui/panel.tsx'
import { ErrorNotice, ErrorState, Skeleton } from '../ui/states.tsx'
import { useComparison, useDifference } from '../versions/comparison.ts'
import { stopComparing, useCompare } from '../versions/use-compare.ts'
import { setView } from '../view.ts'
import { DraftEffects } from './draft-effects.tsx'
import { type Desk, type DraftTurn, deskQuery, impactQuery, turnDraft } from './editor.api.ts'
import { useSaving } from './use-desk.ts'

/** A publication whose answer was lost is asked for again so often. */
const mostAsked = 4
const reviewers = new Set(['administrator', 'commander'])

/** How a draft goes on: what it would change, handed in by its author, found right by somebody else, published. */
export function DraftReview({ desk }: { desk: Desk }) {
  const t = useMessages('editor')
  const beside = useMessagesBeside('editor')
  const { draft, editor, saving } = desk
  const { state } = useSaving(saving)
  // an author asks when the drawing is done; a reviewer came for this
  const [askedFor, setAskedFor] = useState<number | null>(null)
  const isAsked = draft.state === 'open' ? askedFor === saving.rev : isPending(desk)
  const isDrawn = editor.steps.done.length > 0
  return (
    <Section title={t.review} beside={beside.review}>
      {draft.state === 'published' && <p>{t.became(`${draft.version}`)}</p>}
      {isAsked && state === 'saved' && <Impact desk={desk} />}
      <div className="wrap editor-acts">
        {draft.state === 'open' && !editor.isFrozen && !isAsked && (
          <Button isDisabled={!isDrawn || state !== 'saved'} onPress={() => setAskedFor(saving.rev)}>
            {t.showImpact}
          </Button>
        )}
        <CompareButton desk={desk} isOffered={isAsked || draft.state === 'published'} />
        <Turns desk={desk} mayHandIn={isDrawn && state === 'saved'} />
      </div>
    </Section>
  )
}

/** Before and after on the map. */
function CompareButton({ desk: { draft, saving }, isOffered }: { desk: Desk; isOffered: boolean }) {
  const t = useMessages('versions')
  const compare = useCompare()
  const isCompared = useComparison()?.kind === 'draft'
  const { error, refetch } = useDifference(isCompared ? { kind: 'draft', id: draft.id } : null)
  const { rev } = saving
  const seen = useRef(rev)
  useEffect(() => {
    if (isCompared && seen.current !== rev) void refetch()
    seen.current = rev
  }, [isCompared, rev, refetch])
  if (!isOffered && !isCompared) return null
  return (
    <>
      <Button
        icon={Columns2}
        aria-pressed={isCompared}
        onPress={() => (isCompared ? stopComparing() : void compare({ kind: 'draft', id: draft.id }))}
      >
        {isCompared ? t.stopComparing : t.compare}
      </Button>
      {isCompared && error === null && <p className="quiet">{t.dividerHint}</p>}
      {error !== null && <ErrorNotice error={error} />}
    </>
  )
}

function Impact({ desk: { draft, editor, saving } }: { desk: Desk }) {
  const { data, error, refetch } = useQuery(impactQuery(draft.id, saving.rev))
  // what is in its way is told above, with the choices
  if (error instanceof Failure && error.code === 'draft-conflict') return null
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Skeleton rows={4} />
  return <DraftEffects impact={data} editor={editor} />
}

function Turns({ desk, mayHandIn }: { desk: Desk; mayHandIn: boolean }) {
  const t = useMessages('editor')
  const queries = useQueryClient()
  const { data: session } = useQuery(sessionQuery)
  const { draft } = desk
  const [remark, setRemark] = useState('')
  const turn = useMutation({
    mutationFn: (verb: DraftTurn) => turnDraft(draft, verb, remark.trim()),
    // whether it arrived is not known; its key makes asking again harmless
    retry: (failures, error) => draft.state === 'approved' && isLost(error) && failures < mostAsked,
    onSuccess: async ({ state }) => {
      if (state === 'discarded') setView({ edit: 'list' })
      // the log is read again as it is; a new version is another city to everything else on the page
      await queries.resetQueries({ queryKey: deskQuery(draft.id, queries).queryKey })
      await queries.invalidateQueries(
        state === 'published'
          ? { predicate: ({ queryKey }) => queryKey[1] !== 'desk' }
          : { queryKey: ['drafts', 'list'] },
      )
    },
    // others published meanwhile: whether they are in the way is asked anew
    onError: () => queries.invalidateQueries({ queryKey: cityQuery.queryKey }),
  })
  const isOwn = session?.account === draft.author
  const mayReview = session !== undefined && reviewers.has(session.role)
  const button = (verb: DraftTurn, look: 'primary' | 'plain' | 'danger', isDisabled = false) => (
    <Button
      look={look}
      {...(verb === 'submit' ? { icon: Send } : verb === 'return' ? { icon: Undo2 } : {})}
      isDisabled={isDisabled || turn.isPending}
      isPending={turn.isPending && turn.variables === verb}
      onPress={() => turn.mutate(verb)}
    >
      {verb === 'return' && isOwn ? t.takeDraftBack : t.turns[verb]}
    </Button>
  )
  return (
    <>
      {mayReview && !isOwn && isPending(desk) && (
        <div className="review-remark">
          <Field
            label={t.remark}
            hint={t.remarkHint}
            value={remark}
            onChange={setRemark}
            rows={2}
            maxLength={500}
          />
        </div>
      )}
      {isOwn && draft.state === 'open' && button('submit', 'primary', !mayHandIn)}
      {mayReview && !isOwn && draft.state === 'submitted' && button('approve', 'primary')}
      {mayReview && draft.state === 'approved' && button('publish', 'primary')}
      {(isOwn || mayReview) && isPending(desk) && button('return', 'plain')}
      {isOwn && ['open', 'submitted'].includes(draft.state) && button('discard', 'danger')}
      {isOwn && draft.state === 'submitted' && <p className="quiet">{t.needsAnother}</p>}
      {turn.error !== null && <ErrorNotice error={turn.error} />}
    </>
  )
}

function isLost(error: unknown): boolean {
  return error instanceof Failure && error.code === 'offline'
}

function isPending({ draft: { state } }: Desk): boolean {
  return state === 'submitted' || state === 'approved'
}
