import { useCityWords } from '../city/city-words.ts'
import { formatArea, formatCount } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { Fact, Facts } from '../ui/panel.tsx'
import { Notice } from '../ui/states.tsx'
import type { DraftImpact } from './editor.api.ts'
import type { Editor } from './editor.ts'

/** More changed grids than that are a number. */
const mostListed = 12

/** What publishing the draft would change: exactly these grids, cases, posts and centers. */
export function DraftEffects({ impact, editor }: { impact: DraftImpact; editor: Editor }) {
  const t = useMessages('editor')
  const words = useCityWords()
  const { grids, incidents, posts, centers, empty, against } = impact
  const count = (n: number) => formatCount(n, words.locale)
  return (
    <div className="effects">
      <p className="quiet">{t.against(`${against}`)}</p>
      <Facts>
        <Fact name={t.impactGrids}>{count(grids.length)}</Fact>
        <Fact name={t.impactIncidents}>{count(incidents.length)}</Fact>
        <Fact name={t.impactPosts}>{count(posts.length)}</Fact>
        <Fact name={t.impactCenters}>{count(centers.length)}</Fact>
      </Facts>
      {empty.length > 0 && (
        <Notice tone="warning">
          <p>
            {t.emptyGrids(
              empty.map(code => words.say(editor.boundaries.grid(code)?.name ?? { zh: code })).join(t.comma),
            )}
          </p>
        </Notice>
      )}
      <ul>
        {grids.slice(0, mostListed).map(({ code, name, change, squareMetersBefore, squareMetersAfter }) => (
          <li key={code}>
            <button
              type="button"
              className="row effect"
              onClick={() =>
                editor.boundaries.grid(code) !== undefined && editor.select({ kind: 'grid', code })
              }
            >
              <span>{words.say(name)}</span>
              <span className="quiet">
                {change === 'changed' ? '' : `${t.changes[change]} `}
                <AreaTurn before={squareMetersBefore ?? 0} after={squareMetersAfter ?? 0} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {grids.length > mostListed && <p className="quiet">{t.moreGrids(count(grids.length - mostListed))}</p>}
    </div>
  )
}

function AreaTurn({ before, after }: { before: number; after: number }) {
  const t = useMessages('editor')
  const { locale } = useCityWords()
  const by = after - before
  if (before === after) return t.sameArea
  const amount = t.change(by > 0 ? '+' : '−', formatArea(Math.abs(by), locale))
  return (
    <>
      {after > 0 && before > 0 && formatArea(after, locale)}{' '}
      <span className={by > 0 ? 'more' : 'less'}>{amount}</span>
    </>
  )
}
