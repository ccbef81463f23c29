import type { City } from '@jingwei/api/city/contract.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createContext, use, useEffect, useState, useSyncExternalStore } from 'react'
import { atlasQuery } from '../grids/atlas.api.ts'
import type { Atlas } from '../grids/atlas.ts'
import type { LiveWall } from './live-wall.ts'
import type { ReplayWall } from './replay-wall.ts'
import type { WallState } from './wall-store.ts'

export type WallSource = LiveWall | ReplayWall

export const WallContext = createContext<WallSource | null>(null)

export function useWallSource(): WallSource {
  const source = use(WallContext)
  if (source === null) throw new Error('useWallSource outside of the wall')
  return source
}

/** A part of what the wall knows; the component is drawn anew when that part is another. */
export function useWallState<T>(part: (state: WallState) => T): T {
  const { store } = useWallSource()
  return useSyncExternalStore(store.subscribe, () => part(store.state))
}

export const usePicture = () => useWallState(({ picture }) => picture)

/** The grids of the picture; the old ones stay until the new ones are here. None of a city whose grids are drawn from tiles. */
export function useAtlas(city: City): Atlas | undefined {
  const version = usePicture()?.version ?? city.version
  const enabled = !city.grids.tiled
  return useQuery({ ...atlasQuery(version), enabled, placeholderData: keepPreviousData }).data
}

/** The moment that the wall shows, about every `everyMs`. */
export function useNow(everyMs: number): number {
  const source = useWallSource()
  const [now, setNow] = useState(() => source.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(source.now()), everyMs)
    return () => clearInterval(timer)
  }, [source, everyMs])
  return now
}
