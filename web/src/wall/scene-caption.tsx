import type { City } from '@jingwei/api/city/contract.ts'
import { rampGradient } from '../heat/ramp.ts'
import { formatCount } from '../i18n/format.ts'
import { say, useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import type { Shown } from './director.ts'
import { heatFrames } from './heat-day.ts'
import { clockOf } from './wall-clock.ts'
import { usePicture, useWallSource, useWallState } from './wall-context.ts'

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
      <div className="wall-legend">
        {(serious !== null || shot.kind !== 'heat-day') && (
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

function useCaption(city: City, { shot, progress }: Shown): { title: string; line: string } {
  const t = useMessages('wall')
  const locale = useLocale()
  const source = useWallSource()
  const picture = usePicture()
  const open = useWallState(state => state.open)
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
      const spans = heatFrames(source.now())
      const span = spans[Math.min(spans.length - 1, Math.floor(progress * (spans.length + 2)))]
      if (span === undefined) return { title, line: '' }
      return { title, line: ofScene.heat(clockOf(span.from, city.timeZone), clockOf(span.to, city.timeZone)) }
    }
    case 'centers':
      return { title, line: ofScene.centers(count(city.centers.count)) }
    case 'changes': {
      const grids = picture?.changes.reduce((sum, change) => sum + change.grids.length, 0) ?? 0
      return { title, line: ofScene.changes(count(grids)) }
    }
    case 'chosen': {
      const { chosen } = shot
      if (chosen === null) return { title, line: '' }
      const inGrids = open.filter(
        ({ classCode }) => chosen.classes.length === 0 || chosen.classes.includes(classCode),
      )
      return {
        title: say(chosen.title, locale),
        line: ofScene.chosen(count(inGrids.length), count(chosen.grids.length)),
      }
    }
  }
}
