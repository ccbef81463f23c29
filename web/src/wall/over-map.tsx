import { type ReactNode, use, useLayoutEffect, useRef } from 'react'
import { MapContext } from '../map/map-context.ts'

/** Keeps its children over a place of the map while that moves, without drawing anything anew. */
export function OverMap({ lon, lat, children }: { lon: number; lat: number; children: ReactNode }) {
  const map = use(MapContext)
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (map === null) return
    const place = () => {
      const { x, y } = map.project({ lon, lat })
      if (box.current === null) return
      box.current.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`
      const width = box.current.parentElement?.clientWidth ?? 0
      box.current.dataset.half = x > width / 2 ? 'right' : 'left'
    }
    place()
    return map.onMove(place)
  }, [map, lon, lat])
  return (
    <div className="wall-over" ref={box}>
      {children}
    </div>
  )
}
