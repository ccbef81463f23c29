import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link2, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Switch } from 'react-aria-components'
import { sessionQuery } from '../access/access.api.ts'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { ErrorNotice, Skeleton } from '../ui/states.tsx'
import { analysisPath, currentView, openPage, readView, setView, useView, writeView } from '../view.ts'
import {
  changeView,
  removeView,
  type SavedView,
  savedViewsQuery,
  saveView,
  type ViewNote,
} from './analysis.api.ts'

/** The address without what is the reader's own. */
function addressNow(): string {
  return writeView({ ...currentView(), saved: undefined, theme: undefined, lang: undefined }).slice(1)
}

interface Props {
  readonly notes: readonly ViewNote[]
}

/** Views under a name, one's own and shared; the link alone is a view as well. */
export function SavedViewList({ notes }: Props) {
  const t = useMessages('analysis')
  const { data: session } = useQuery(sessionQuery)
  const [isCopied, setCopied] = useState(false)
  const isSignedIn = session !== undefined && session.account !== null
  return (
    <div className="views">
      <Button
        icon={Link2}
        onPress={async () => {
          await navigator.clipboard?.writeText(window.location.href)
          setCopied(true)
        }}
      >
        {isCopied ? t.copied : t.copyLink}
      </Button>
      {isSignedIn ? <Kept notes={notes} /> : <p className="quiet">{t.signInToSave}</p>}
    </div>
  )
}

function Kept({ notes }: Props) {
  const t = useMessages('analysis')
  const words = useCityWords()
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(savedViewsQuery)
  const saved = useView(view => view.saved)
  const [name, setName] = useState('')
  const [isShared, setShared] = useState(false)
  const keep = useMutation(saveView)
  const change = useMutation(changeView)
  const remove = useMutation(removeView)
  const arrived = ({ views }: { views: SavedView[] }) =>
    queries.setQueryData(savedViewsQuery.queryKey, { views })
  if (data === undefined) return error === null ? <Skeleton rows={3} /> : <ErrorNotice error={error} />
  const current = data.views.find(view => view.id === saved)
  const failure = keep.error ?? change.error ?? remove.error
  return (
    <>
      {current?.mine === true && (
        <Button
          isPending={change.isPending}
          onPress={() =>
            change.mutate(
              {
                id: current.id,
                rev: current.rev,
                name: current.name,
                shared: current.shared,
                address: addressNow(),
                notes: [...notes],
              },
              { onSuccess: arrived, onError: () => void refetch() },
            )
          }
        >
          {t.update}
        </Button>
      )}
      <form
        className="view-form"
        onSubmit={event => {
          event.preventDefault()
          if (name.trim() === '') return
          keep.mutate(
            { name: name.trim(), address: addressNow(), notes: [...notes], shared: isShared },
            {
              onSuccess: answer => {
                arrived(answer)
                setName('')
                setView({ saved: answer.id }, 'replace')
              },
            },
          )
        }}
      >
        <Field label={t.viewName} value={name} onChange={setName} maxLength={80} />
        <Switch className="rail-row rail-switch" isSelected={isShared} onChange={setShared}>
          <span className="rail-name">{t.share}</span>
          <span className="rail-toggle" aria-hidden />
        </Switch>
        <Button type="submit" look="primary" isPending={keep.isPending} isDisabled={name.trim() === ''}>
          {t.save}
        </Button>
      </form>
      {failure !== null && <ErrorNotice error={failure} />}
      {data.views.length === 0 ? (
        <p className="quiet">{t.noViews}</p>
      ) : (
        <ul className="view-list" aria-label={t.savedViews}>
          {data.views.map(view => (
            <li key={view.id} aria-current={view.id === saved}>
              <button type="button" className="view-name" onClick={() => openSaved(view)}>
                <strong>{view.name}</strong>
                <span className="quiet">
                  {view.mine ? (view.shared ? t.shared : t.mine) : t.byOthers(words.say(view.author))}
                </span>
              </button>
              {view.mine && (
                <IconButton
                  icon={Trash2}
                  label={t.removeView(view.name)}
                  onPress={() => remove.mutate(view.id, { onSuccess: arrived })}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function openSaved({ id, address }: SavedView): void {
  const { theme, lang } = currentView()
  openPage(analysisPath, {
    ...readView(`?${address}`),
    side: 'notes',
    saved: id,
    ...(theme === undefined ? {} : { theme }),
    ...(lang === undefined ? {} : { lang }),
  })
}
