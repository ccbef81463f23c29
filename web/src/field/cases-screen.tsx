import './cases.css'
import { useQuery } from '@tanstack/react-query'
import { ClipboardCheck, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { formatCount } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { IconButton } from '../ui/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { Age } from './age.tsx'
import { byDistance, byDue } from './case-order.ts'
import { CaseRow } from './case-row.tsx'
import { useFieldWork } from './field-context.ts'
import { type IncidentSummary, myCasesQuery } from './my-cases.api.ts'

type Order = 'due' | 'distance'

/** My cases: overdue first, or nearest first. */
export function CasesScreen() {
  const t = useMessages('field')
  const { account, session, position, askPosition } = useFieldWork()
  const mine = useQuery(myCasesQuery(account))
  const [order, setOrder] = useState<Order>(position.kind === 'known' ? 'distance' : 'due')
  const isNear = order === 'distance' && position.kind === 'known'
  const choose = (next: Order) => {
    setOrder(next)
    if (next === 'distance') askPosition()
  }
  const { data } = mine
  return (
    <>
      <header className="onsite-bar">
        <div className="onsite-bar-words">
          <h1>{t.mine}</h1>
          <p className="quiet">
            {session.name}
            {data !== undefined && <Age at={mine.dataUpdatedAt} />}
          </p>
        </div>
        <IconButton
          icon={RotateCw}
          label={mine.isFetching ? t.updating : t.refresh}
          onPress={() => void mine.refetch()}
        />
      </header>
      <div className="onsite-order">
        <ToggleButtonGroup
          selectionMode="single"
          disallowEmptySelection
          className="onsite-switch"
          selectedKeys={[order]}
          onSelectionChange={([next]) => choose(next === 'distance' ? 'distance' : 'due')}
        >
          <ToggleButton id="due">{t.byDue}</ToggleButton>
          <ToggleButton id="distance">{t.byDistance}</ToggleButton>
        </ToggleButtonGroup>
        {order === 'distance' && <PositionSaid />}
      </div>
      {data !== undefined ? (
        <Groups cases={data.incidents} isNear={isNear} />
      ) : mine.error !== null ? (
        <>
          <ErrorState error={mine.error} onRetry={mine.refetch} />
          <p className="quiet onsite-centered">{t.neverReadHint}</p>
        </>
      ) : (
        <Skeleton rows={6} />
      )}
    </>
  )
}

function PositionSaid() {
  const t = useMessages('field')
  const { position } = useFieldWork()
  const words = {
    unasked: t.locating,
    asking: t.locating,
    refused: t.locationRefused,
    unknown: t.locationUnknown,
    known: t.locationStays,
  }[position.kind]
  return (
    <p className="quiet" role="status">
      {words}
    </p>
  )
}

function Groups({ cases, isNear }: { cases: readonly IncidentSummary[]; isNear: boolean }) {
  const t = useMessages('field')
  const { position } = useFieldWork()
  const handed = cases.filter(one => one.status === 'feedback' || one.status === 'suspended')
  const mine = cases.filter(one => !handed.includes(one))
  if (cases.length === 0) return <EmptyState icon={ClipboardCheck} title={t.nothing} hint={t.nothingHint} />
  const sorted = isNear && position.kind === 'known' ? byDistance(mine, position.position) : byDue(mine)
  const overdue = isNear ? [] : sorted.filter(one => one.light === 'red')
  return (
    <>
      <Group name={t.overdue} cases={overdue} tone="red" />
      <Group name={t.next} cases={sorted.filter(one => !overdue.includes(one))} />
      <Group name={t.waitsForOthers} cases={byDue(handed)} />
    </>
  )
}

function Group({ name, cases, tone }: { name: string; cases: readonly IncidentSummary[]; tone?: 'red' }) {
  const t = useMessages('field')
  const { locale } = useCityWords()
  if (cases.length === 0) return null
  return (
    <section className="onsite-group" data-tone={tone}>
      <h2>
        {name} <span className="quiet">{t.count(formatCount(cases.length, locale))}</span>
      </h2>
      <ul className="onsite-list">
        {cases.map(one => (
          <CaseRow key={one.id} one={one} />
        ))}
      </ul>
    </section>
  )
}
