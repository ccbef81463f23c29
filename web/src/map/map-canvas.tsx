import './map-canvas.css'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Bounds, Camera, Padding } from './camera.ts'
import { MapContext } from './map-context.ts'
import { type MapHandlers, MapView } from './map-view.ts'
import { readFontFamily } from './palette.ts'

type Props = {
  readonly bounds: Bounds
  /** Where to look; absent: the whole city. A new value flies there. */
  readonly camera: Camera | undefined
  /** What panels cover now; read when the map flies. */
  readonly padding: () => Padding
  readonly styleUrl: string | undefined
  readonly title: string
  readonly handlers: MapHandlers
  readonly isWall?: boolean
  /** Drawn on the map through `useMapPart`, or over it. */
  readonly children: ReactNode
}

/** A box, one map in it, and the context that layers draw through. */
export function MapCanvas({
  bounds,
  camera,
  padding,
  styleUrl,
  title,
  handlers,
  isWall = false,
  children,
}: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<MapView | null>(null)
  // what the map starts with; later values reach it through its setters
  const start = useRef({ bounds, camera, padding, styleUrl, title, handlers, isWall })

  useEffect(() => {
    if (box.current === null) return
    const view = new MapView(box.current, {
      ...start.current,
      padding: start.current.padding(),
      fontFamily: readFontFamily(),
    })
    setMap(view)
    return () => {
      setMap(null)
      view.destroy()
    }
  }, [])

  useEffect(() => {
    if (map !== null) map.handlers = handlers
  }, [map, handlers])

  useEffect(() => {
    // a wall's scenes move it
    if (isWall) return
    if (camera === undefined) map?.home(padding())
    else map?.setCamera(camera)
    // a change of padding moves nothing
  }, [map, camera, padding, isWall])

  return (
    <div className="map">
      <div className="map-canvas" ref={box} />
      <MapContext value={map}>{map !== null && children}</MapContext>
    </div>
  )
}
