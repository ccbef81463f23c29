import './indicator-panel.css'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { useCityWords } from '../city/city-words.ts'
import { gridQuery } from '../grids/grids.api.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { listOf } from '../incidents/incident-filter.ts'
import { TimeFilter } from '../incidents/time-filter.tsx'
import { Both } from '../ui/both.tsx'
import { IconButton } from '../ui/button.tsx'
import { ChoiceField } from '../ui/field.tsx'
import { ErrorState, Skeleton } from '../ui/states.tsx'
import { useArrival } from '../ui/use-arrival.ts'
import { setView, useView } from '../view.ts'
import { CounterList } from './counter-list.tsx'
import { GroupTable } from './group-table.tsx'
import { type Grouping, indicatorsQuery, scopeOfView } from './indicators.api.ts'
import { RateList } from './rate-list.tsx'

const groupings: readonly Grouping[] = ['grid', 'class', 'net', 'month']

/** How the selected grid, or the city, does over a period; every number opens the list of exactly its cases. */
export function IndicatorPanel() {
  const t = useMessages('indicators')
  const ui = useMessages('ui')
  const beside = useMessagesBeside('indicators')
  const heading = useId()
  const title = useRef<HTMLHeadingElement>(null)
  const [by, setBy] = useState<Grouping>('grid')
  useArrival(title)
  return (
    <section className="indicators" aria-labelledby={heading}>
      <header className="indicators-top">
        <h2 id={heading} ref={title} tabIndex={-1}>
          <Both main={t.indicators} beside={beside.indicators} />
        </h2>
        <ScopeText />
        <div className="indicators-choices">
          <TimeFilter />
          <ChoiceField
            label={t.by}
            quiet
            value={by}
            choices={groupings.map(id => ({ id, label: t.groupings[id] }))}
            onChange={id => setBy(groupings.find(one => one === id) ?? 'grid')}
          />
        </div>
        <IconButton icon={X} label={ui.close} onPress={() => setView({ panel: undefined })} />
      </header>
      <Figures by={by} />
    </section>
  )
}

function Figures({ by }: { by: Grouping }) {
  const scope = useView(scopeOfView)
  const { data, error, refetch, isPlaceholderData } = useQuery(indicatorsQuery(scope, by))
  if (data === undefined)
    return error === null ? <Skeleton rows={6} /> : <ErrorState error={error} onRetry={refetch} />
  return (
    <div className="indicators-body" aria-busy={isPlaceholderData}>
      <RateList figures={data} scope={scope} />
      <CounterList counts={data.counts} scope={scope} />
      <GroupTable figures={data} scope={scope} by={by} />
    </div>
  )
}

/** Whose figures these are. */
function ScopeText() {
  const t = useMessages('indicators')
  const words = useCityWords()
  const { grid: code, class: classes, net } = useView(scopeOfView)
  const { data: grid } = useQuery({ ...gridQuery(code ?? ''), enabled: code !== undefined })
  const parts = [
    code === undefined ? t.wholeCity : grid === undefined ? code : words.say(grid.name),
    ...(net === undefined ? [] : [words.net(net)]),
    ...listOf(classes).map(words.className),
  ]
  return (
    <p className="quiet" role="status">
      <strong>{parts.join(' · ')}</strong> {t.scopeNote}
    </p>
  )
}
