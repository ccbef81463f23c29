import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { select, setView } from '../view.ts'
import { CaseCount } from './case-count.tsx'
import type { Counter, Grouping, IndicatorScope, Indicators } from './indicators.api.ts'
import { formatShare } from './share.ts'

const shown: readonly Counter[] = ['reported', 'due-to-close', 'closed', 'closed-on-time', 'overdue']

interface Props {
  figures: Indicators
  scope: IndicatorScope
  by: Grouping
}

/** One row a grid below, class or net, the busiest first. */
export function GroupTable({ figures, scope, by }: Props) {
  const t = useMessages('indicators')
  const words = useCityWords()
  if (figures.groups.length === 0) return <p className="quiet indicators-none">{t.noneBelow}</p>
  return (
    <div className="groups">
      <table>
        <thead>
          <tr>
            <th scope="col">{t.group[by]}</th>
            {shown.map(counter => (
              <th key={counter} scope="col">
                {t.counters[counter]}
              </th>
            ))}
            {figures.indicators.map(({ key, name }) => (
              <th key={key} scope="col">
                {words.say(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.groups.map(group => (
            <tr key={group.key}>
              <th scope="row">
                <button
                  type="button"
                  className="case-count"
                  aria-label={t.into(words.say(group.name))}
                  onClick={() => lookInto(group.filter)}
                >
                  {words.say(group.name)}
                </button>
              </th>
              {shown.map(counter => (
                <td key={counter}>
                  <CaseCount
                    counter={counter}
                    count={group.counts[counter]}
                    scope={{ ...scope, ...group.filter }}
                  />
                </td>
              ))}
              {figures.indicators.map(({ key }) => (
                <td key={key}>{formatShare(group.values[key])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The same figures, of one group alone. */
function lookInto({ grid, ...filter }: Indicators['groups'][number]['filter']): void {
  if (grid === undefined) setView(filter)
  else select({ grid })
}
