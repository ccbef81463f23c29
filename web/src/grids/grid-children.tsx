import { useCityWords } from '../city/city-words.ts'
import { formatCount } from '../i18n/format.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Section } from '../ui/panel.tsx'
import { select } from '../view.ts'
import type { GridSummary } from './grids.api.ts'

/** The grids one level below, the ones with most open incidents easy to spot. */
export function GridChildren({ grids, level }: { grids: readonly GridSummary[]; level: string | undefined }) {
  const t = useMessages('grids')
  const beside = useMessagesBeside('grids')
  const words = useCityWords()
  if (grids.length === 0 || level === undefined) return null
  return (
    <Section
      title={t.children}
      beside={beside.children}
      aside={`${words.level(level)} ${formatCount(grids.length, words.locale)}`}
    >
      <ul className="children">
        {grids.map(grid => (
          <li key={grid.code}>
            <button
              type="button"
              className="row"
              title={words.sayBeside(grid.name)}
              onClick={() => select({ grid: grid.code })}
            >
              <span>{words.say(grid.name)}</span>
              <span className="child-count" data-any={grid.openIncidents > 0 || undefined}>
                {t.openCount(formatCount(grid.openIncidents, words.locale))}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
