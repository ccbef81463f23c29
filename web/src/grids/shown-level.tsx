import { createContext, type ReactNode, use, useMemo, useState } from 'react'
import { useView } from '../view.ts'
import type { BorderChoice } from './borders-layer.ts'
import { levelForZoom, zoomOfLevel } from './level-for-zoom.ts'
import { useDrawing } from './use-atlas.ts'

/** Zooms are told apart in steps of this size: finer ones change nothing that is drawn. */
const step = 0.25

type ShownLevel = {
  /** What the map draws; undefined until the grids are here. */
  readonly choice: BorderChoice | undefined
  /** Rank and key of the finest level on the map: the one that a click selects. */
  readonly rank: number
  readonly key: string | undefined
  /** To be told of every change of the map's zoom. */
  readonly setZoom: (zoom: number) => void
}

const Context = createContext<ShownLevel>({ choice: undefined, rank: 0, key: undefined, setZoom: () => {} })

/** Which level of grid is on the map: pinned in the address, or as fine as the zoom lets one read. */
export function ShownLevelProvider({ lat, children }: { lat: number; children: ReactNode }) {
  const pinnedKey = useView(view => view.level)
  const drawing = useDrawing()
  const [zoom, setZoom] = useState(0)

  const choice = useMemo((): BorderChoice | undefined => {
    if (drawing === undefined) return undefined
    const pinned = drawing.levels.findIndex(level => level.key === pinnedKey)
    return {
      levels: drawing.levels.map(level => ({ key: level.key, fromZoom: zoomOfLevel(level, lat) })),
      pinned: pinned < 0 ? null : pinned,
    }
  }, [drawing, pinnedKey, lat])

  const value = useMemo((): ShownLevel => {
    const rank = choice?.pinned ?? levelForZoom(drawing?.levels ?? [], zoom, lat)
    return {
      choice,
      rank,
      key: drawing?.levels[rank]?.key,
      setZoom: next => setZoom(Math.round(next / step) * step),
    }
  }, [drawing, choice, zoom, lat])
  return <Context value={value}>{children}</Context>
}

export function useShownLevel(): ShownLevel {
  return use(Context)
}
