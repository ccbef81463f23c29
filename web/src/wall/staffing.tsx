import { useRef } from 'react'
import { formatCount } from '../i18n/format.ts'
import { say, useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { usePages } from './use-pages.ts'
import { usePicture } from './wall-context.ts'

/** How the posts of the largest grids are filled, those with the most vacant posts first; what has no room comes in its turn. */
export function Staffing() {
  const t = useMessages('wall')
  const locale = useLocale()
  const grids = usePicture()?.staffing ?? []
  const held = grids.reduce((sum, { workers, leads }) => sum + workers.held + leads.held, 0)
  const all = grids.reduce((sum, { workers, leads }) => sum + workers.all + leads.all, 0)
  const rows = grids
    .map(grid => {
      const posts = grid.workers.all + grid.leads.all
      const filled = grid.workers.held + grid.leads.held
      return { ...grid, posts, filled, share: posts === 0 ? 0 : filled / posts }
    })
    .sort((a, b) => b.posts - b.filled - (a.posts - a.filled) || b.open - a.open)
  const list = useRef<HTMLOListElement>(null)
  const page = usePages(list, rows.length)
  return (
    <section className="wall-panel wall-staffing" aria-label={t.staffing}>
      <h2>
        {t.staffing}
        <small>{t.staffed(formatCount(held, locale), formatCount(all - held, locale))}</small>
        {page.of > 1 && (
          <small className="wall-page">
            {page.number}/{page.of}
          </small>
        )}
      </h2>
      <ol className="wall-staff" ref={list}>
        {rows.slice(page.from, page.to).map(({ grid, filled, posts, share }) => (
          <li key={grid.code} data-vacant={posts - filled}>
            <span className="wall-staff-name">{say(grid.name, locale)}</span>
            <span className="wall-staff-bar">
              <i style={{ inlineSize: `${100 * share}%` }} />
            </span>
            <span className="wall-staff-count">
              {filled}/{posts}
            </span>
            <span className="wall-staff-vacant">
              {posts === 0
                ? t.noPosts
                : filled === posts
                  ? t.allHeld
                  : t.vacantPosts(formatCount(posts - filled, locale))}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
