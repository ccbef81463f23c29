import type { City } from '@jingwei/api/city/contract.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type CSSProperties, type ReactNode, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { dayAfter, startOfDay } from '../city/city-day.ts'
import { useMessages } from '../i18n/messages.ts'
import { readPalette } from '../map/palette.ts'
import { PaletteContext } from '../map/palette-context.ts'
import { Figures } from './figures.tsx'
import { LatestMoves } from './latest-moves.tsx'
import { layoutOf, shapeOf, type WallLayout } from './layout.ts'
import { LiveWall } from './live-wall.ts'
import { Nets } from './nets.tsx'
import { useNewBuild } from './new-build.ts'
import { ReplayWall } from './replay-wall.ts'
import { SceneCaption } from './scene-caption.tsx'
import { SceneMap } from './scene-map.tsx'
import { SeriousCard } from './serious-card.tsx'
import { Staffing } from './staffing.tsx'
import { Timeline } from './timeline.tsx'
import { Trouble } from './trouble.tsx'
import { useShown } from './use-shown.ts'
import { programmeQuery } from './wall.api.ts'
import { usePicture, WallContext, type WallSource } from './wall-context.ts'
import { WallDoor } from './wall-door.tsx'
import { WallFrame } from './wall-frame.tsx'
import { WallHeader } from './wall-header.tsx'

/** Names on the map are drawn at three quarters of their size where the whole city is seen, the smallest of them at 11.5 pixels. */
const smallestName = 11.5 * 0.75

/** The whole wall, for as long as it hangs. */
export function WallScreen({ city }: { city: City }) {
  const queries = useQueryClient()
  const [source] = useState(
    (): WallSource => replayOf(window.location.search, city.timeZone) ?? new LiveWall(queries),
  )
  useEffect(() => source.start(), [source])
  const { data: programme } = useQuery(programmeQuery)
  const size = useSize()
  const layout = useMemo(
    () => programme && layoutOf(size.width, size.height, shapeOf(window.location.search, programme)),
    [size, programme],
  )
  // before anything measures itself
  useLayoutEffect(() => {
    if (layout) document.documentElement.style.fontSize = `${layout.unit}px`
  }, [layout])
  const palette = useMemo(
    () => layout && { ...readPalette('wall'), scale: layout.unit / smallestName },
    [layout],
  )
  const t = useMessages('wall')
  if (layout === undefined || palette === undefined) return <WallDoor words={t.connecting} />
  return (
    <WallContext value={source}>
      <PaletteContext value={palette}>
        <Arranged city={city} layout={layout} />
      </PaletteContext>
    </WallContext>
  )
}

function Arranged({ city, layout }: { city: City; layout: WallLayout }) {
  const t = useMessages('wall')
  const picture = usePicture()
  const shown = useShown()
  useNewBuild(shown.serious === null && !shown.isPinned, shown.shot.key)
  const { top, left, right, below } = arrange(layout, city)
  const [safeTop, safeRight, safeBottom, safeLeft] = layout.safe
  const style = {
    padding: `${safeTop}px ${safeRight}px ${safeBottom}px ${safeLeft}px`,
    '--wall-left': `${layout.left.width}px`,
    '--wall-right': `${layout.right.width}px`,
  } as CSSProperties
  return (
    <WallFrame style={style} isStacked={top !== null}>
      <WallHeader city={city} />
      {top}
      {left}
      <main className="wall-stage" aria-label={t.map}>
        <SceneMap city={city} shown={shown} layout={layout} />
        <SceneCaption city={city} shown={shown} />
        {shown.serious !== null && <SeriousCard city={city} step={shown.serious} waiting={shown.waiting} />}
        {picture === null && <p className="wall-waiting">{t.connecting}</p>}
      </main>
      {right}
      {below.length > 0 && <footer className="wall-below">{below}</footer>}
    </WallFrame>
  )
}

/** Which panel stands where, by the columns that there are. */
function arrange({ left, right }: WallLayout, city: City) {
  const panel = {
    figures: <Figures key="figures" />,
    nets: <Nets key="nets" />,
    timeline: <Timeline key="timeline" timeZone={city.timeZone} />,
    trouble: <Trouble key="trouble" />,
    moves: <LatestMoves key="moves" city={city} />,
    staffing: <Staffing key="staffing" />,
  }
  const { figures, nets, timeline, trouble, moves, staffing } = panel
  const columns = left.columns + right.columns
  if (columns === 0)
    return {
      top: <section className="wall-top">{figures}</section>,
      left: null,
      right: null,
      below: [trouble, nets, timeline],
    }
  const groups: ReactNode[][] =
    columns >= 6
      ? [[figures], [nets], [timeline], [trouble], [moves], [staffing]]
      : columns >= 4
        ? [[figures], [nets, timeline], [trouble, moves], [staffing]]
        : columns === 3
          ? [[figures], [nets, trouble], [moves]]
          : [
              [figures, nets],
              [trouble, moves],
            ]
  const below = columns >= 4 ? [] : [timeline, staffing]
  const side = (some: ReactNode[][], name: string) =>
    some.length === 0 ? null : (
      <aside className={`wall-side wall-side-${name}`}>
        {some.map((group, i) => (
          <div className="wall-column" key={i}>
            {group}
          </div>
        ))}
      </aside>
    )
  return {
    top: null,
    left: side(groups.slice(0, left.columns), 'left'),
    right: side(groups.slice(left.columns), 'right'),
    below,
  }
}

function useSize() {
  const [size, setSize] = useState(() => ({ width: window.innerWidth, height: window.innerHeight }))
  useEffect(() => {
    const look = () => setSize({ width: window.innerWidth, height: window.innerHeight })
    window.addEventListener('resize', look)
    return () => window.removeEventListener('resize', look)
  }, [])
  return size
}

const dayMs = 86_400_000
const usualSpeed = 60
const highestSpeed = 3600

/** `?replay=2026-11-20&speed=60`, or from an hour of that day on: `?replay=2026-11-20T18:30`. */
function replayOf(search: string, timeZone: string): ReplayWall | null {
  const query = new URLSearchParams(search)
  const [, day, hour = '00', minute = '00'] =
    /^(\d{4}-\d\d-\d\d)(?:T(\d\d):(\d\d))?$/.exec(query.get('replay') ?? '') ?? []
  if (day === undefined || Number.isNaN(Date.parse(day))) return null
  const midnight = Date.parse(startOfDay(day, timeZone))
  const from = midnight + (Number(hour) * 60 + Number(minute)) * 60_000
  // to the end of the day; begun late in the evening, over midnight
  const end = Date.parse(startOfDay(dayAfter(day, 1), timeZone))
  const to = Math.min(Date.now(), end - from < dayMs / 24 ? from + dayMs / 24 : end)
  const speed = Number(query.get('speed') ?? usualSpeed)
  if (!(from < to)) return null
  return new ReplayWall(from, to, speed > 0 && speed <= highestSpeed ? speed : usualSpeed)
}
