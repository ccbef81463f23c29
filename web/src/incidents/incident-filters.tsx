import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ListFilter, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import {
  Button as AriaButton,
  Dialog,
  DialogTrigger,
  Popover,
  Tag,
  TagGroup,
  TagList,
} from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { gridQuery } from '../grids/grids.api.ts'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { ChoiceField, SearchInput } from '../ui/field.tsx'
import { useSettled } from '../ui/use-settled.ts'
import { setView, useView } from '../view.ts'
import { ClassList } from './class-list.tsx'
import {
  activeFilters,
  anyStatus,
  doneStatuses,
  type FilterName,
  listOf,
  listText,
  noFilters,
  without,
} from './incident-filter.ts'
import { IncidentStatus } from './incidents.api.ts'
import { TimeFilter, useTimeText } from './time-filter.tsx'

const all = 'all'

/** The filters, and a row that says which are on; everything is in the address. */
export function IncidentFilters() {
  const t = useMessages('incidents')
  const words = useCityWords()
  const view = useView()
  const nets = words.city?.nets ?? []
  return (
    <search className="filters" aria-label={t.filters}>
      <Words />
      <div className="filters-row">
        <ChoiceField
          label={t.status}
          quiet
          value={view.status ?? 'open'}
          choices={[
            { id: 'open', label: t.statusOpen },
            { id: doneStatuses, label: t.statusClosed },
            { id: anyStatus, label: t.statusAll },
            ...IncidentStatus.options.map(id => ({ id, label: t.statuses[id] })),
          ]}
          onChange={status => setView({ status: status === 'open' ? undefined : status })}
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
      </div>
      <Chips />
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

/** What is filtered now, each removable by mouse, Delete or Backspace. */
function Chips() {
  const t = useMessages('incidents')
  const view = useView()
  const names = activeFilters(view)
  const textOf = useChipText()
  if (names.length === 0) return null
  const chips = names.map(id => ({ id, text: textOf(id) }))
  return (
    <div className="chips">
      <ListFilter size={14} aria-hidden />
      <TagGroup
        aria-label={t.filters}
        className="chips-group"
        onRemove={keys => {
          for (const key of keys) setView(without(key as FilterName))
        }}
      >
        <TagList className="chips-list" items={chips} dependencies={[chips]}>
          {chip => (
            <Tag className="chip" textValue={chip.text}>
              {chip.text}
              <AriaButton slot="remove" className="chip-remove" aria-label={t.removeFilter(chip.text)}>
                <X size={12} aria-hidden />
              </AriaButton>
            </Tag>
          )}
        </TagList>
      </TagGroup>
      <Button look="quiet" onPress={() => setView(noFilters)}>
        {t.clearFilters}
      </Button>
    </div>
  )
}

function useChipText(): (name: FilterName) => string {
  const t = useMessages('incidents')
  const words = useCityWords()
  const view = useView()
  const timeText = useTimeText()
  const { data: grid } = useQuery({ ...gridQuery(view.within ?? ''), enabled: view.within !== undefined })
  return name => {
    switch (name) {
      case 'within':
        return t.within(grid === undefined ? (view.within ?? '') : words.say(grid.name))
      case 'status':
        return statusText(view.status ?? '', t)
      case 'class': {
        const codes = listOf(view.class)
        return codes.length > 2 ? t.classCount(codes.length) : codes.map(words.className).join(t.comma)
      }
      case 'net':
        return words.net(view.net ?? '')
      case 'time':
        return timeText
      case 'q':
        return t.wordsChip(view.q ?? '')
    }
  }
}

function statusText(status: string, t: ReturnType<typeof useMessages<'incidents'>>): string {
  if (status === anyStatus) return t.statusAll
  if (status === doneStatuses) return t.statusClosed
  return listOf(status)
    .map(one => {
      const known = IncidentStatus.safeParse(one)
      return known.success ? t.statuses[known.data] : one === 'open' ? t.statusOpen : one
    })
    .join(t.comma)
}
