import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { Button as AriaButton, Tag, TagGroup, TagList } from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { gridQuery } from '../grids/grids.api.ts'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { setView, useView } from '../view.ts'
import { activeFilters, type FilterName, listOf, noFilters, without } from './incident-filter.ts'
import { closingText, hoursText, statusText } from './status-text.ts'
import { useTimeText } from './time-filter.tsx'

/** What is filtered now, each removable by mouse, Delete or Backspace. */
export function IncidentChips() {
  const t = useMessages('incidents')
  const view = useView()
  const names = activeFilters(view)
  const textOf = useChipText()
  if (names.length === 0) return null
  const chips = names.map(id => ({ id, text: textOf(id) }))
  return (
    <div className="chips">
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
  const indicators = useMessages('indicators')
  const moves = useMessages('moves')
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
      case 'assignee':
        return view.assignee === 'me' ? t.inbox.mine : t.ofAssignee
      case 'due':
        return t.dues[view.due ?? 'overdue']
      case 'request':
        return t.asking(
          view.request === undefined || view.request === 'any' ? '' : moves.requests[view.request],
        )
      case 'reason':
        return listOf(view.reason)
          .map(reason => t.reasons[reason] ?? reason)
          .join(t.comma)
      case 'counter':
        return view.counter === undefined ? '' : indicators.counted(indicators.counters[view.counter])
      case 'duty':
        return t.dutyChip(words.duty(view.duty ?? ''))
      case 'closing':
        return closingText(view.closing ?? '', t)
      case 'weekday':
        return listOf(view.weekday)
          .map(day => t.weekdays[Number(day) - 1] ?? day)
          .join(t.comma)
      case 'hour':
        return hoursText(view.hour ?? '', t)
      case 'cells':
        return t.cellsChip
    }
  }
}
