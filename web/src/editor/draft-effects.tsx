import { useCityWords } from '../city/city-words.ts'
import { formatArea, formatCount } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { Fact, Facts } from '../ui/panel.tsx'
import { Notice } from '../ui/states.tsx'
import type { DraftImpact } from './editor.api.ts'
import type { Editor } from './editor.ts'
import { MovedThings } from './moved-things.tsx'
import { showGrid } from './show-grid.ts'

/** More changed grids than that are a number. */
const mostListed = 12

/** What publishing the draft would change: exactly these grids, cases, posts and centers. */
export function DraftEffects({ impact, editor }: { impact: DraftImpact; editor: Editor }) {
  const t = useMessages('editor')
  const words = useCityWords()
  const { incidents, posts, centers, empty, against } = impact
  const grids = impact.grids.toSorted((a, b) => Math.abs(areaGained(b)) - Math.abs(areaGained(a)))
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
        {grids.slice(0, mostListed).map(grid => (
          <li key={grid.code}>
            <button type="button" className="row effect" onClick={() => showGrid(editor, grid.code)}>
              <span>{words.say(grid.name)}</span>
              <span className="quiet">
                {grid.change === 'changed' ? '' : `${t.changes[grid.change]} `}
                <AreaTurn grid={grid} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {grids.length > mostListed && <p className="quiet">{t.moreGrids(count(grids.length - mostListed))}</p>}
      <MovedThings impact={impact} editor={editor} />
    </div>
  )
}

type GridChange = DraftImpact['grids'][number]

function AreaTurn({ grid }: { grid: GridChange }) {
  const t = useMessages('editor')
  const { locale } = useCityWords()
  const by = areaGained(grid)
  if (Math.abs(by) < 1) return t.sameArea
  return (
    <>
      {grid.change === 'changed' && formatArea(grid.squareMetersAfter ?? 0, locale)}{' '}
      <span className={by > 0 ? 'more' : 'less'}>
        {t.change(by > 0 ? '+' : '−', formatArea(Math.abs(by), locale))}
      </span>
    </>
  )
}

function areaGained({ squareMetersBefore, squareMetersAfter }: GridChange): number {
  return (squareMetersAfter ?? 0) - (squareMetersBefore ?? 0)
}
