import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ListFilter } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { sessionQuery } from '../access/access.api.ts'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { IconButton } from '../ui/button.tsx'
import { ChoiceField, SearchInput } from '../ui/field.tsx'
import { useSettled } from '../ui/use-settled.ts'
import { setView, useView } from '../view.ts'
import { ClassList } from './class-list.tsx'
import { anyStatus, doneStatuses, listOf, listText } from './incident-filter.ts'
import { IncidentStatus } from './incidents.api.ts'
import { statusText } from './status-text.ts'
import { TimeFilter } from './time-filter.tsx'

const all = 'all'
const untold: ReadonlySet<string> = new Set(['visitor', 'analyst', 'wall'])

/** The filters; everything is in the address. */
export function IncidentFilters() {
  const t = useMessages('incidents')
  const words = useCityWords()
  const view = useView()
  const nets = words.city?.nets ?? []
  // whoever is not told the words of reports cannot filter by them
  const { data: session } = useQuery(sessionQuery)
  const isTold = words.city?.open.words || !untold.has(session?.role ?? 'visitor')
  const [unfolded, setUnfolded] = useState(false)
  const status = view.status ?? 'open'
  const statuses = [
    { id: 'open', label: t.statusOpen },
    { id: doneStatuses, label: t.statusClosed },
    { id: anyStatus, label: t.statusAll },
    ...IncidentStatus.options.map(id => ({ id, label: t.statuses[id] })),
  ]
  // a link may name any set of them: it is a choice like the others
  if (!statuses.some(({ id }) => id === status)) statuses.push({ id: status, label: statusText(status, t) })
  return (
    <search className="filters" aria-label={t.filters} data-unfolded={unfolded || undefined}>
      {isTold && <Words />}
      <span className="filters-fold">
        <IconButton
          icon={ListFilter}
          look="plain"
          label={t.filters}
          aria-expanded={unfolded}
          onPress={() => setUnfolded(!unfolded)}
        />
      </span>
      <ChoiceField
        label={t.status}
        quiet
        value={status}
        choices={statuses}
        onChange={next => setView({ status: next === 'open' ? undefined : next })}
      />
      <ChoiceField
        label={t.net}
        quiet
        value={view.net ?? all}
        choices={[
          { id: all, label: t.allNets },
          ...nets.map(net => ({ id: net.key, label: words.say(net.name) })),
        ]}
        onChange={net => setView({ net: net === all ? undefined : net })}
      />
      <ClassFilter codes={listOf(view.class)} />
      <TimeFilter />
    </search>
  )
}

/** Words in title or text: into the address once typing pauses. */
function Words() {
  const t = useMessages('incidents')
  const q = useView(view => view.q) ?? ''
  const [typed, setTyped] = useState(q)
  const settled = useSettled(typed.trim(), 300)
  useEffect(() => setTyped(now => (now.trim() === q ? now : q)), [q])
  // what was typed leads; a changed address is taken over above
  useEffect(() => {
    if (settled !== q && settled === typed.trim())
      setView({ q: settled === '' ? undefined : settled }, 'replace')
  }, [settled])
  return <SearchInput label={t.words} value={typed} maxLength={60} onChange={setTyped} />
}

function ClassFilter({ codes }: { codes: string[] }) {
  const t = useMessages('incidents')
  const words = useCityWords()
  const [only] = codes
  const text =
    only === undefined
      ? t.allClasses
      : codes.length === 1
        ? words.className(only)
        : t.classCount(codes.length)
  return (
    <DialogTrigger>
      <AriaButton className="input choice" aria-label={`${t.class}: ${text}`}>
        <span className="choice-value">{text}</span>
        <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
      </AriaButton>
      <Popover className="popover filters-popover">
        <Dialog aria-label={t.class} className="filters-classes">
          <ClassList
            mode="multiple"
            selected={codes}
            autoFocus
            onChange={next => setView({ class: listText(next) })}
          />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
