import type { City } from '@jingwei/api/city/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { heatQuery } from '../heat/heat.api.ts'
import { zoomToAsk } from '../heat/heat-zoom.ts'
import { rampGradient } from '../heat/ramp.ts'
import { formatCount } from '../i18n/format.ts'
import { say, useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import type { Shown } from './director.ts'
import { filterOf, frameAt, heatFrames } from './heat-day.ts'
import { casesOf, finest } from './scene-cases.ts'
import type { Shot } from './shots.ts'
import { clockOf } from './wall-clock.ts'
import { useAtlas, usePicture, useWallSource, useWallState } from './wall-context.ts'

/** Scenes that have open cases on their map. */
const withCases: ReadonlySet<Shot['kind']> = new Set(['city', 'grids', 'overdue', 'chosen'])
/** More names are not read from afar. */
const mostNames = 3

/** What the map shows: a title, a sentence, what its signs mean, and how long it stays. */
export function SceneCaption({ city, shown }: { city: City; shown: Shown }) {
  const t = useMessages('wall')
  const { shot, progress, isPinned, serious } = shown
  const { title, line } = useCaption(city, shown)
  return (
    <>
      <div
        className="wall-caption"
        data-scene={shot.kind}
        data-shot={shot.key}
        data-pinned={isPinned}
        // a serious case has a card of its own
        hidden={serious !== null}
      >
        <h2>{title}</h2>
        <p>{line}</p>
      </div>
      <div className="wall-legend" hidden={serious === null && shot.kind === 'changes' && !isPinned}>
        {(serious !== null || withCases.has(shot.kind)) && (
          <>
            {(serious !== null || shot.kind !== 'overdue') && (
              <>
                <span className="wall-dot" />
                {t.legendOpen}
              </>
            )}
            <span className="wall-late">▲</span>
            {t.legendLate}
          </>
        )}
        {serious === null && (shot.kind === 'centers' || shot.kind === 'grids') && (
          <>
            <span className="wall-house" />
            {t.legendCenter}
          </>
        )}
        {serious === null && (shot.kind === 'heat-day' || shot.kind === 'city') && (
          <>
            <span className="wall-ramp" style={{ background: rampGradient(true) }} />
            {shot.kind === 'city' ? t.legendHeat : t.legendHeatDay}
          </>
        )}
        {isPinned && <em>{t.pinned}</em>}
      </div>
      <div className="wall-progress" aria-hidden="true">
        <i style={{ transform: `scaleX(${serious === null && !isPinned ? progress : 0})` }} />
      </div>
    </>
  )
}

function useCaption(city: City, { shot, progress, isPinned }: Shown): { title: string; line: string } {
  const t = useMessages('wall')
  const locale = useLocale()
  const source = useWallSource()
  const picture = usePicture()
  const open = useWallState(state => state.open)
  const atlas = useAtlas(city)
  const frame = heatFrames(source.now())[frameAt({ progress, isPinned })] ?? { from: 0, to: 0 }
  // what the map has asked for
  const { data: cells } = useQuery({
    ...heatQuery(filterOf(frame), zoomToAsk(undefined, city.bounds)),
    enabled: false,
  })
  const count = (n: number) => formatCount(n, locale)
  const value = (key: 'open' | 'overdue') => picture?.figures.find(figure => figure.key === key)?.value ?? 0
  const [title, ofScene] = [t.scenes[shot.kind], t.lines]
  switch (shot.kind) {
    case 'city':
      return { title, line: ofScene.city(count(city.grids.count), count(value('open'))) }
    case 'grids': {
      const grid = picture?.staffing.find(each => each.grid.code === shot.grid)
      if (grid === undefined) return { title, line: '' }
      const { workers, leads } = grid
      return {
        title: say(grid.grid.name, locale),
        line: ofScene.grid(
          count(grid.open),
          count(grid.overdue),
          `${workers.held + leads.held}/${workers.all + leads.all}`,
        ),
      }
    }
    case 'overdue':
      return {
        title,
        line: ofScene.overdue(count(value('overdue')), count(open.filter(each => each.isLate).length)),
      }
    case 'heat-day': {
      const [from, to] = [clockOf(frame.from, city.timeZone), clockOf(frame.to, city.timeZone)]
      return { title, line: ofScene.heat(from, to, cells === undefined ? '…' : count(cells.total)) }
    }
    case 'centers':
      return { title, line: ofScene.centers(count(city.centers.count)) }
    case 'changes': {
      if (picture === null || (atlas === undefined && !city.grids.tiled)) return { title, line: '' }
      const changed = picture.changes.flatMap(change => change.grids)
      const grids = atlas === undefined ? changed : finest(changed, atlas.tree)
      const some = grids.slice(0, mostNames).map(({ name }) => say(name, locale))
      const line = grids.length > mostNames ? ofScene.changesAmong : ofScene.changes
      return { title, line: line(count(grids.length), some.join(t.comma)) }
    }
    case 'chosen': {
      const { chosen } = shot
      if (chosen === null) return { title, line: '' }
      // whose cases they are cannot be counted without the tree of grids
      if (atlas === undefined && chosen.grids.length > 0)
        return { title: say(chosen.title, locale), line: '' }
      const cases = count(casesOf(shot, open, atlas?.tree).length)
      const { length } = chosen.grids
      return {
        title: say(chosen.title, locale),
        line: length === 0 ? ofScene.chosenEverywhere(cases) : ofScene.chosen(cases, count(length)),
      }
    }
  }
}
