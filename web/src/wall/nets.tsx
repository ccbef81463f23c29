import { useMemo } from 'react'
import { formatCount } from '../i18n/format.ts'
import { say, useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { usePicture } from './wall-context.ts'

const tokens = 5

/** The city's nets: what is open in each, and what the day brought. */
export function Nets() {
  const t = useMessages('wall')
  const locale = useLocale()
  const picture = usePicture()
  const most = useMemo(() => Math.max(1, ...(picture?.nets.map(net => net.open) ?? [])), [picture])
  return (
    <section className="wall-panel wall-nets" aria-label={t.nets}>
      <h2>{t.nets}</h2>
      <ul>
        {picture?.nets.map(({ key, name, open, overdue, reportedToday, closedToday }, i) => (
          <li key={key} style={{ color: `var(--net-${(i % tokens) + 1})` }}>
            <span className="wall-net-name">{say(name, locale)}</span>
            <span className="wall-net-bar" data-pattern={i % tokens}>
              <i style={{ inlineSize: `${(100 * open) / most}%` }} />
            </span>
            <strong>{formatCount(open, locale)}</strong>
            <span className="wall-net-rest">
              {t.netDay(
                formatCount(overdue, locale),
                formatCount(reportedToday, locale),
                formatCount(closedToday, locale),
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
