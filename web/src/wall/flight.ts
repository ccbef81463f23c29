import type { WallCase } from '@jingwei/api/wall/contract.ts'
import { use, useEffect, useRef } from 'react'
import type { Bounds, Camera, Padding } from '../map/camera.ts'
import { MapContext } from '../map/map-context.ts'
import type { MapView } from '../map/map-view.ts'
import type { WallLayout } from './layout.ts'

const flightMs = 2_600
/** How close the camera goes to one case, and to a grid. */
const caseZoom = 14.2
const closestGridZoom = 15

/** Where the camera goes: what a shot is about, or a serious case with the centers that are near it, as far as they are known. */
export type Goal =
  | { readonly kind: 'shot'; readonly key: string; readonly bounds: Bounds }
  | { readonly kind: 'case'; readonly key: string; readonly bounds: Bounds }

/** The camera goes where the goal is, once for each; on a screen that has changed its size it takes its place at once. */
export function useFlight({ kind, key, bounds }: Goal, layout: WallLayout): void {
  const map = use(MapContext)
  const flown = useRef<{ goal: string; layout: WallLayout } | null>(null)
  const [west, south, east, north] = bounds
  useEffect(() => {
    if (map === null) return
    const goal = `${key} ${west} ${south} ${east} ${north}`
    const before = flown.current
    if (before?.goal === goal && before.layout === layout) return
    flown.current = { goal, layout }
    const there: Bounds = [west, south, east, north]
    const camera = kind === 'case' ? map.cameraFor(there, besideCard(), caseZoom) : roomiest(map, there)
    map.fly(camera, before === null || before.goal === goal ? 0 : flightMs)
  }, [map, kind, key, west, south, east, north, layout])
}

/** What a serious case is about: its place and the nearest centers. */
export function caseBounds(
  { lon, lat }: { readonly lon: number; readonly lat: number },
  centers: WallCase['centers'],
): Bounds {
  return boundsOf([{ lon, lat }, ...centers].map(at => [at.lon, at.lat, at.lon, at.lat]))
}

export function boundsOf(shapes: readonly Bounds[]): Bounds {
  return [
    Math.min(...shapes.map(([west]) => west)),
    Math.min(...shapes.map(([, south]) => south)),
    Math.max(...shapes.map(([, , east]) => east)),
    Math.max(...shapes.map(([, , , north]) => north)),
  ]
}

/** What the caption above and the legend below leave of the map, in pixels: a rem is a line (layout.ts). */
export function below(): Padding {
  const { line, caption, map } = measure()
  const top = caption === undefined || map === undefined ? 0 : caption.bottom - map.top + 0.6 * line
  return { top: Math.max(6.2 * line, top), right: 2 * line, bottom: 3 * line, left: 2 * line }
}

/** On a wide map the caption stands beside what is shown, which may then be larger. */
function roomiest(map: MapView, bounds: Bounds): Camera {
  const { line, caption, map: box } = measure()
  const under = map.cameraFor(bounds, below(), closestGridZoom)
  if (caption === undefined || box === undefined) return under
  const left = caption.right - box.left + line
  if (left > box.width / 2) return under
  const beside = map.cameraFor(
    bounds,
    { top: 1.5 * line, right: 2 * line, bottom: 3 * line, left },
    closestGridZoom,
  )
  return beside.zoom > under.zoom ? beside : under
}

/** What the card of a serious case leaves of the map; its marks want some room around them. */
function besideCard(): Padding {
  const { line, card, map } = measure()
  const right = card === undefined || map === undefined ? 0 : map.right - card.left
  return { top: 3 * line, right: right + 2.5 * line, bottom: 4.5 * line, left: 2.5 * line }
}

function measure() {
  const boxOf = (selector: string) => document.querySelector(selector)?.getBoundingClientRect()
  return {
    line: Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
    caption: boxOf('.wall-caption'),
    card: boxOf('.wall-serious'),
    map: boxOf('.wall-map'),
  }
}
