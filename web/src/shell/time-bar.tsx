import './time-bar.css'
import type { City } from '@jingwei/api/city/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { dayOf } from '../city/city-day.ts'
import { FeedStatus } from '../events/feed-status.tsx'
import { formatCount, formatInstant } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { filterOfView } from '../incidents/incident-filter.ts'
import { openPointsQuery } from '../incidents/incidents.api.ts'
import { IconButton } from '../ui/button.tsx'
import { endOfDay } from '../versions/moments.ts'
import { setView, useView } from '../view.ts'

const hourMs = 3_600_000
/** Spans back from now, in hours; `all` has none. */
const spans = { all: null, day: 24, week: 168, month: 720 } as const
type Span = keyof typeof spans

/** When: since when incidents were reported, whose grids are in force, and how fresh the picture is. */
export function TimeBar({ city }: { city: City }) {
  const t = useMessages('shell')
  const locale = useLocale()
  const { data: open, dataUpdatedAt } = useQuery(openPointsQuery(useView(filterOfView)))
  const at = useView(view => view.at)
  const isListed = useView(view => view.panel === 'versions')
  const { span, choose } = useSpan()
  const today = dayOf(new Date(), city.timeZone)
  const day = at === undefined ? today : dayOf(at, city.timeZone)
  return (
    <footer className="time-bar">
      <p className="time-bar-open">
        <strong>
          {open === undefined ? ' ' : t.open(formatCount(open.rows.length + open.withoutPlace, locale))}
        </strong>
        <FeedStatus />
        {dataUpdatedAt > 0 && (
          <span className="time-bar-age">
            {t.pictureAge(formatInstant(new Date(dataUpdatedAt), city.timeZone))}
          </span>
        )}
      </p>
      <RadioGroup className="time-bar-spans" orientation="horizontal" value={span} onChange={choose}>
        <Label className="time-bar-label">{t.reported}</Label>
        {(Object.keys(spans) as Span[]).map(key => (
          <Radio key={key} value={key} className="time-bar-span">
            {t.spans[key]}
          </Radio>
        ))}
        {span === 'own' && <span className="time-bar-own">{t.customSpan}</span>}
      </RadioGroup>
      <div className="time-bar-when">
        <IconButton
          icon={History}
          label={t.versions}
          aria-pressed={isListed}
          onPress={() => setView({ panel: isListed ? undefined : 'versions', compare: undefined })}
        />
        <label className="time-bar-at">
          {t.gridsAt}
          <input
            type="date"
            value={day}
            min={dayOf(city.versions.firstEffectiveAt, city.timeZone)}
            max={today}
            onChange={({ target }) => {
              if (target.value === '') return
              setView({ at: endOfDay(target.value, today, city.timeZone) })
            }}
          />
          {at === undefined && <span className="time-bar-now">{t.now}</span>}
        </label>
      </div>
    </footer>
  )
}

/** The span that the address's `from` makes, counted from when it was chosen. */
function useSpan(): { span: string; choose: (key: string) => void } {
  const from = useView(view => view.from)
  const to = useView(view => view.to)
  const [chosen, setChosen] = useState<{ span: Span; from: string } | null>(null)
  useEffect(() => {
    if (chosen !== null && chosen.from !== from) setChosen(null)
  }, [chosen, from])
  const none = from === undefined && to === undefined
  return {
    span: none ? 'all' : chosen !== null && chosen.from === from && to === undefined ? chosen.span : 'own',
    choose: key => {
      const hours = spans[key as Span]
      const start = hours === null ? undefined : new Date(Date.now() - hours * hourMs).toISOString()
      setChosen(start === undefined ? null : { span: key as Span, from: start })
      setView({ from: start, to: undefined })
    },
  }
}
