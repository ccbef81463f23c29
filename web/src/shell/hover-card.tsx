import './hover-card.css'
import { useLayoutEffect, useRef } from 'react'
import { useCityWords } from '../city/city-words.ts'
import type { GridsAt } from '../grids/grids-at.ts'
import { HeatHere } from '../heat/heat-here.tsx'
import { formatCount } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import type { Pointer } from '../map/map-view.ts'

/** Distance from the pointer, in pixels. */
const away = 16

type Props = {
  readonly pointer: Pointer
  readonly chain: GridsAt
  /** Rank of the level that a click would select. */
  readonly rank: number
}

/** Names of all grids at the pointer, largest first. It keeps its side of the pointer until it would leave the map. */
export function HoverCard({ pointer, chain, rank }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const words = useCityWords()
  useLayoutEffect(() => {
    const card = box.current
    const room = card?.offsetParent
    if (!card || !room) return
    const flipX = pointer.x + away + card.offsetWidth > room.clientWidth
    const flipY = pointer.y + away + card.offsetHeight > room.clientHeight
    const x = flipX ? pointer.x - away - card.offsetWidth : pointer.x + away
    const y = flipY ? pointer.y - away - card.offsetHeight : pointer.y + away
    card.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`
  })
  return (
    <div ref={box} className="hover-card" aria-hidden>
      <PickLine pointer={pointer} />
      <ol>
        {chain.map((grid, i) => (
          <li key={grid.code} className="hover-line" data-shown={i === rank || undefined}>
            <span className="hover-level">{words.level(grid.level).slice(0, 1)}</span>
            {grid.name.en === undefined ? grid.name.zh : words.say({ zh: grid.name.zh, en: grid.name.en })}
          </li>
        ))}
      </ol>
      <HeatHere {...pointer.place} />
    </div>
  )
}

/** What the symbol under the pointer is. */
function PickLine({ pointer: { pick } }: { pointer: Pointer }) {
  const t = useMessages('map')
  const words = useCityWords()
  if (pick === null) return null
  const count = pick.properties.point_count
  const name = pick.properties[words.locale]
  if (typeof count === 'number')
    return <p className="hover-pick">{t.cluster(formatCount(count, words.locale))}</p>
  return typeof name === 'string' ? <p className="hover-pick">{name}</p> : null
}
