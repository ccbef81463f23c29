import { useMemo } from 'react'
import { dayAfter, dayOf } from '../city/city-day.ts'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import type { IncidentFilter } from '../incidents/incidents.api.ts'
import { closingText, hoursText, statusText } from '../incidents/status-text.ts'
import { useView } from '../view.ts'
import { type Against, againstOf, daysOf, otherFilter } from './scope.ts'

export interface Comparison {
  readonly against: Against
  readonly filter: IncidentFilter
  /** How long the second period is, in lengths of the first. */
  readonly share: number
}

export function useComparison(filter: IncidentFilter): Comparison | null {
  const text = useView(view => view.against)
  return useMemo(() => {
    const against = againstOf(text === undefined ? {} : { against: text })
    if (against === null) return null
    const other = otherFilter(filter, against)
    const [own, others] = [daysOf(filter), daysOf(other)]
    const share = against.kind === 'class' || own === null || others === null || own <= 0 ? 1 : others / own
    return { against, filter: other, share: Math.abs(share - 1) < 0.02 ? 1 : share }
  }, [filter, text])
}

/** A filter in words, the period apart: for titles and for what is printed on a file. */
export function useFilterWords(): (filter: IncidentFilter) => { what: string; when: string } {
  const t = useMessages('analysis')
  const incidents = useMessages('incidents')
  const indicators = useMessages('indicators')
  const words = useCityWords()
  return filter => {
    const { from, to } = filter
    const first = from === undefined ? undefined : dayOf(from, words.timeZone)
    const last = to === undefined ? undefined : dayAfter(dayOf(to, words.timeZone), -1)
    const when =
      first !== undefined && last !== undefined
        ? incidents.range(first, last)
        : first !== undefined
          ? incidents.since(first)
          : last === undefined
            ? t.wholeTime
            : incidents.until(last)
    const parts = [
      filter.grid === undefined ? undefined : incidents.within(filter.grid),
      filter.class?.split(',').map(words.className).join(incidents.comma),
      filter.net === undefined ? undefined : words.net(filter.net),
      filter.duty === undefined ? undefined : incidents.dutyChip(words.duty(filter.duty)),
      filter.status === undefined ? undefined : statusWord(filter.status),
      filter.closing === undefined ? undefined : closingText(filter.closing, incidents),
      filter.weekday
        ?.split(',')
        .map(day => incidents.weekdays[Number(day) - 1] ?? day)
        .join(incidents.comma),
      filter.hour === undefined ? undefined : hoursText(filter.hour, incidents),
      filter.q === undefined ? undefined : incidents.wordsChip(filter.q),
      filter.counter === undefined ? undefined : indicators.counted(counterWord(filter.counter)),
    ].filter(part => part !== undefined)
    return { what: parts.length === 0 ? t.allCases : parts.join(' · '), when }
  }

  function statusWord(status: string): string {
    return status === 'finished' ? t.states.finished : statusText(status, incidents)
  }

  function counterWord(counter: string): string {
    return new Map(Object.entries(indicators.counters)).get(counter) ?? counter
  }
}
