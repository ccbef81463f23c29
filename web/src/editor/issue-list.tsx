import type { GridIssue } from '@jingwei/geodata/geometry/editing/grid-checks.ts'
import { TriangleAlert } from 'lucide-react'
import { useCityWords } from '../city/city-words.ts'
import { formatAmount, formatArea } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import type { Desk } from './editor.api.ts'
import { type Overload, useBalance } from './use-balance.ts'
import { useIssues } from './use-issues.ts'

/** What should be looked at, each with what would mend it. Warnings: nothing here stops anybody. */
export function IssueList({ desk }: { desk: Desk }) {
  const t = useMessages('editor')
  const issues = useIssues(desk)
  const uneven = useBalance(desk.editor)
  if (issues.length + uneven.length === 0) return <p className="quiet">{t.noIssues}</p>
  return (
    <ul className="issues">
      {issues.map(issue => (
        <Issue key={`${issue.code} ${issue.grid} ${issue.at}`} issue={issue} desk={desk} />
      ))}
      {uneven.map(one => (
        <Uneven key={`${one.measure} ${one.grid}`} overload={one} desk={desk} />
      ))}
    </ul>
  )
}

function Issue({ issue, desk: { editor } }: { issue: GridIssue; desk: Desk }) {
  const t = useMessages('editor')
  const words = useCityWords()
  const name = (code: string) => {
    const grid = editor.boundaries.grid(code)
    return grid === undefined ? code : words.say(grid.name)
  }
  const { fix } = issue
  return (
    <li className="issue">
      <TriangleAlert size={14} aria-hidden />
      <div>
        <p>{t.issue[issue.code](name(issue.grid), formatArea(issue.squareMeters, words.locale))}</p>
        <div className="wrap">
          <Button look="quiet" onPress={() => editor.select({ kind: 'grid', code: issue.grid })}>
            {t.show}
          </Button>
          {fix !== null && (
            <Button
              look="quiet"
              onPress={() => editor.draw({ kind: 'together', operations: fix.operations })}
            >
              {t.fix(name(fix.to))}
            </Button>
          )}
        </div>
      </div>
    </li>
  )
}

/** No command mends an uneven share: somebody has to draw. */
function Uneven({
  overload: { grid: code, measure, times },
  desk: { editor },
}: {
  overload: Overload
  desk: Desk
}) {
  const t = useMessages('editor')
  const words = useCityWords()
  const grid = editor.boundaries.grid(code)
  if (grid === undefined) return null
  return (
    <li className="issue">
      <TriangleAlert size={14} aria-hidden />
      <div>
        <p>{t.uneven(words.say(grid.name), t.measures[measure], formatAmount(times, words.locale))}</p>
        <Button look="quiet" onPress={() => editor.select({ kind: 'grid', code })}>
          {t.show}
        </Button>
      </div>
    </li>
  )
}
