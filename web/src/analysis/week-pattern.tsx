import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { formatCount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import type { IncidentFilter } from '../incidents/incidents.api.ts'
import { usePalette } from '../map/palette-context.ts'
import { IconButton } from '../ui/button.tsx'
import { setView, useView } from '../view.ts'
import { timesQuery } from './analysis.api.ts'
import { breaksOf, classOf } from './breaks.ts'
import { classColour } from './colours.ts'

/** Days of the week × hours: a press narrows everything to one hour of the week. */
export function WeekPattern({ filter }: { filter: IncidentFilter }) {
  const t = useMessages('analysis')
  const locale = useLocale()
  const { dark } = usePalette()
  const weekday = useView(view => view.weekday)
  const hour = useView(view => view.hour)
  const { weekday: _, hour: __, ...always } = filter
  const { data } = useQuery(timesQuery(always))
  const week = data?.week ?? []
  const breaks = breaksOf(
    week.filter(count => count > 0),
    'equal',
    5,
  )
  const choose = (day: string, at: string) => {
    const isChosen = weekday === day && hour === at
    setView(isChosen ? { weekday: undefined, hour: undefined } : { weekday: day, hour: at })
  }
  return (
    <section className="week" aria-labelledby="week-title">
      <p className="timeline-top">
        <strong id="week-title">{t.week}</strong>
        {(weekday ?? hour) !== undefined && (
          <IconButton
            icon={X}
            label={t.clearWeek}
            onPress={() => setView({ weekday: undefined, hour: undefined })}
          />
        )}
      </p>
      <table className="week-table">
        <thead>
          <tr>
            <td />
            {Array.from({ length: 24 }, (_, h) => (
              <th key={h} scope="col" aria-label={String(h)}>
                {h % 6 === 0 ? h : ''}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {t.weekdays.map((name, d) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {Array.from({ length: 24 }, (_, h) => {
                const count = week[24 * d + h] ?? 0
                const isChosen = weekday === String(d + 1) && hour === String(h)
                const label = t.weekCell(name, String(h), formatCount(count, locale))
                return (
                  <td key={`${d} ${h}`}>
                    <button
                      type="button"
                      className="week-cell"
                      aria-label={label}
                      title={label}
                      aria-pressed={isChosen}
                      tabIndex={h === 0 || isChosen ? 0 : -1}
                      style={
                        count === 0
                          ? undefined
                          : { background: classColour(classOf(count, breaks), breaks.length, dark) }
                      }
                      onClick={() => choose(String(d + 1), String(h))}
                      onKeyDown={event => moveFocus(event.currentTarget, event.key)}
                    />
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Arrow keys walk through the hours of a day; Tab goes on to the next day. */
function moveFocus(cell: HTMLElement, key: string): void {
  const next =
    key === 'ArrowRight'
      ? cell.parentElement?.nextElementSibling
      : key === 'ArrowLeft'
        ? cell.parentElement?.previousElementSibling
        : null
  next?.querySelector('button')?.focus()
}
