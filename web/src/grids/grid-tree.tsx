import './grid-tree.css'
import { useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { useState } from 'react'
import { useCityWords } from '../city/city-words.ts'
import { formatCount } from '../i18n/format.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { SearchInput } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { useSettled } from '../ui/use-settled.ts'
import { setView, useView } from '../view.ts'
import { GridTreeRows } from './grid-tree-rows.tsx'
import { foundGridsQuery, topGridsQuery } from './grids.api.ts'
import { useOpenBranches } from './open-branches.ts'

/** The whole city without a map: every grid under its parent, with what is open in it. */
export function GridTree() {
  const t = useMessages('grids')
  const beside = useMessagesBeside('grids')
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim())
  return (
    <Panel takesFocus title={t.tree} under={beside.tree} onClose={() => setView({ panel: undefined })}>
      <div className="tree-panel">
        <SearchInput label={t.treeFilter} value={typed} onChange={setTyped} />
        <p className="quiet" id="grid-tree-hint">
          {t.treeHint}
        </p>
        {q === '' ? <Branches /> : <Found q={q} />}
      </div>
    </Panel>
  )
}

function Branches() {
  const at = useView(view => view.at)
  const { city } = useCityWords()
  const top = city?.levels[0]?.key
  const { data, error, refetch } = useQuery({ ...topGridsQuery(top ?? '', at), enabled: top !== undefined })
  const branches = useOpenBranches(data?.grids ?? [], at)
  if (data !== undefined) return <GridTreeRows {...branches} />
  return error === null ? <Skeleton rows={10} /> : <ErrorState error={error} onRetry={refetch} />
}

/** Grids whose name or code matches, without their branches: the tooltip of a row says its level. */
function Found({ q }: { q: string }) {
  const at = useView(view => view.at)
  const t = useMessages('grids')
  const { locale } = useCityWords()
  const { data, error, refetch } = useQuery(foundGridsQuery(q, at))
  if (data === undefined)
    return error === null ? <Skeleton rows={6} /> : <ErrorState error={error} onRetry={refetch} />
  if (data.grids.length === 0)
    return <EmptyState icon={SearchX} title={t.treeNone(q)} hint={t.treeNoneHint} />
  return (
    <>
      <p className="quiet" role="status">
        {t.treeFound(
          data.next === null
            ? formatCount(data.grids.length, locale)
            : `${formatCount(data.grids.length, locale)}+`,
        )}
      </p>
      <GridTreeRows nodes={data.grids.map(grid => ({ grid, children: [] }))} flat />
    </>
  )
}
