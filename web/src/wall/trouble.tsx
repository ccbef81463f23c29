import { formatCount } from '../i18n/format.ts'
import { say, useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { usePicture } from './wall-context.ts'

/** Two reasons say why; more nobody reads across a room. */
const shownReasons = 2

/** The grids that need somebody's eye, and why. */
export function Trouble() {
  const t = useMessages('wall')
  const locale = useLocale()
  const picture = usePicture()
  return (
    <section className="wall-panel wall-trouble" aria-label={t.trouble}>
      <h2>{t.trouble}</h2>
      {picture?.trouble.length === 0 && <p className="wall-quiet">{t.noTrouble}</p>}
      <ol>
        {picture?.trouble.map(({ grid, open, reasons }) => (
          <li key={grid.code} data-grid={grid.code}>
            <strong>{say(grid.name, locale)}</strong>
            <span className="wall-count">{t.openCount(formatCount(open, locale))}</span>
            <p>
              {reasons.slice(0, shownReasons).map(({ code, count }) => (
                <span key={code} data-reason={code}>
                  {t.reasons[code](formatCount(count, locale))}
                </span>
              ))}
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}
