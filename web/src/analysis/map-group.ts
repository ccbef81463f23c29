import { createContext, use, useEffect } from 'react'
import type { Camera } from '../map/camera.ts'
import { MapContext } from '../map/map-context.ts'
import type { MapView } from '../map/map-view.ts'

/** Maps that stand side by side and look at the same place. */
export class MapGroup {
  readonly #maps = new Map<string, MapView>()

  join(name: string, map: MapView): () => void {
    this.#maps.set(name, map)
    return () => this.#maps.delete(name)
  }

  /** The others go along with the one that moves. */
  moved(name: string, camera: Camera): void {
    for (const [other, map] of this.#maps) if (other !== name) map.follow(camera)
  }

  /** What each map shows, in order of their names. */
  pictures(): Promise<HTMLCanvasElement[]> {
    const maps = [...this.#maps].sort(([a], [b]) => (a < b ? -1 : 1))
    return Promise.all(maps.map(([, map]) => map.picture()))
  }
}

export const MapGroupContext = createContext(new MapGroup())

/** Makes the map around it one of the group. */
export function JoinGroup({ name }: { name: string }) {
  const map = use(MapContext)
  const group = use(MapGroupContext)
  useEffect(() => (map === null ? undefined : group.join(name, map)), [map, group, name])
  return null
}
