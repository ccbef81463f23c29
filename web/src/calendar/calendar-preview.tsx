import { CityTime } from '../city/city-time.tsx'
import { formatCount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Notice } from '../ui/states.tsx'
import type { CalendarPreview as Preview } from './calendar.api.ts'

/** What the calendar as it is typed would do to the clocks that run now. */
export function CalendarPreview({ preview }: { preview: Preview }) {
  const t = useMessages('calendar')
  const { stages } = useMessages('moves')
  const locale = useLocale()
  const n = (count: number) => formatCount(count, locale)
  const { running, moved, earlier, later, overdueAtOnce, overdueNoMore, cases } = preview
  return (
    <Notice tone={overdueAtOnce > 0 ? 'warning' : 'quiet'}>
      <div className="calendar-preview" role="status">
        <p>
          {moved === 0 ? t.movesNothing(n(running)) : t.moves(n(running), n(moved), n(earlier), n(later))}
          {overdueAtOnce > 0 && ` ${t.overdueAtOnce(n(overdueAtOnce))}`}
          {overdueNoMore > 0 && ` ${t.overdueNoMore(n(overdueNoMore))}`}
        </p>
        {cases.length > 0 && (
          <table className="calendar-moved">
            <caption>{t.someOfThem}</caption>
            <thead>
              <tr>
                <th scope="col">{t.case}</th>
                <th scope="col">{t.stage}</th>
                <th scope="col">{t.dueNow}</th>
                <th scope="col">{t.dueThen}</th>
              </tr>
            </thead>
            <tbody>
              {cases.map(({ id, number, title, stage, before, after }) => (
                <tr key={id}>
                  <td title={number}>{title}</td>
                  <td>{stages[stage]}</td>
                  <td>
                    <CityTime instant={before} exact />
                  </td>
                  <td>
                    <CityTime instant={after} exact />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Notice>
  )
}
