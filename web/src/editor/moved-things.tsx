import type { ReactNode } from 'react'
import { useCityWords } from '../city/city-words.ts'
import { formatCount } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { writeView } from '../view.ts'
import type { DraftImpact } from './editor.api.ts'
import type { Editor } from './editor.ts'

/** More of a kind than that are a number. */
const mostListed = 100

/** The very cases, posts and centers that would change grid, from where to where. */
export function MovedThings({ impact, editor }: { impact: DraftImpact; editor: Editor }) {
  const t = useMessages('editor')
  const words = useCityWords()
  const changed = new Map(impact.grids.map(({ code, name }) => [code, name]))
  const nameOf = (code: string | null) => {
    if (code === null) return t.cityQueue
    const name = editor.boundaries.grid(code)?.name ?? changed.get(code)
    return name === undefined ? code : words.say(name)
  }
  return (
    <>
      <Things title={t.impactIncidents} all={impact.incidents}>
        {({ id, from, to }) => (
          <li key={id}>
            <a href={`/${writeView({ incident: id })}`} target="_blank" rel="noreferrer">
              {t.incident(`${id}`)}
            </a>{' '}
            {t.fromTo(nameOf(from), nameOf(to))}
          </li>
        )}
      </Things>
      <Things title={t.impactPosts} all={impact.posts}>
        {({ id, title, grid }) => (
          <li key={id}>
            {words.say(title)} <span className="quiet">{nameOf(grid)}</span>
          </li>
        )}
      </Things>
      <Things title={t.impactCenters} all={impact.centers}>
        {({ code, name, from, to }) => (
          <li key={code}>
            {words.say(name)} <span className="quiet">{t.fromTo(nameOf(from), nameOf(to))}</span>
          </li>
        )}
      </Things>
    </>
  )
}

interface ThingsProps<T> {
  title: string
  all: readonly T[]
  children: (thing: T) => ReactNode
}

function Things<T>({ title, all, children }: ThingsProps<T>) {
  const t = useMessages('editor')
  const { locale } = useCityWords()
  if (all.length === 0) return null
  const rest = all.length - mostListed
  return (
    <details className="moved-things">
      <summary>
        {title} {formatCount(all.length, locale)}
      </summary>
      <ul>{all.slice(0, mostListed).map(children)}</ul>
      {rest > 0 && <p className="quiet">{t.moreGrids(formatCount(rest, locale))}</p>}
    </details>
  )
}
