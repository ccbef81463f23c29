import { useState } from 'react'
import { dayAfter, dayOf, startOfDay } from '../city/city-day.ts'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { ChoiceField, Field } from '../ui/field.tsx'
import { setView, useView } from '../view.ts'

const lastDays = [7, 30, 90, 365] as const
const always = 'always'
const between = 'between'

/** When it was reported, or what `label` says happened: the last days, or between two days of the city's calendar. */
export function TimeFilter({ label }: { label?: string }) {
  const t = useMessages('incidents')
  const { timeZone } = useCityWords()
  const from = useView(view => view.from)
  const to = useView(view => view.to)
  const [byHand, setByHand] = useState(false)
  const today = dayOf(new Date(), timeZone)
  const starts = lastDays.map(days => startOfDay(dayAfter(today, 1 - days), timeZone))
  const preset = to === undefined && from !== undefined ? lastDays[starts.indexOf(from)] : undefined
  const chosen =
    byHand || (preset === undefined && (from ?? to) !== undefined)
      ? between
      : preset === undefined
        ? always
        : String(preset)

  const choose = (id: string) => {
    setByHand(id === between)
    if (id === between) return
    const start = starts[lastDays.findIndex(days => String(days) === id)]
    setView({ from: start, to: undefined })
  }
  return (
    <>
      <ChoiceField
        label={label ?? t.reportedAt}
        quiet
        value={chosen}
        choices={[
          { id: always, label: t.allTimes },
          ...lastDays.map(days => ({ id: String(days), label: t.lastDays(days) })),
          { id: between, label: t.between },
        ]}
        onChange={choose}
      />
      {chosen === between && (
        <div className="filters-days">
          <Field
            label={t.from}
            type="date"
            value={from === undefined ? '' : dayOf(from, timeZone)}
            onChange={day => setView({ from: day === '' ? undefined : startOfDay(day, timeZone) }, 'replace')}
          />
          <Field
            label={t.to}
            type="date"
            value={to === undefined ? '' : dayAfter(dayOf(to, timeZone), -1)}
            onChange={day =>
              setView({ to: day === '' ? undefined : startOfDay(dayAfter(day, 1), timeZone) }, 'replace')
            }
          />
        </div>
      )}
    </>
  )
}

/** The time filter in words; the end is the last day that still counts. */
export function useTimeText(): string {
  const t = useMessages('incidents')
  const { timeZone } = useCityWords()
  const from = useView(view => view.from)
  const to = useView(view => view.to)
  const first = from === undefined ? undefined : dayOf(from, timeZone)
  const last = to === undefined ? undefined : dayAfter(dayOf(to, timeZone), -1)
  if (first !== undefined && last !== undefined) return t.range(first, last)
  if (first !== undefined) return t.since(first)
  return last === undefined ? t.allTimes : t.until(last)
}
