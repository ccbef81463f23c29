import type { Map as MapLibre } from 'maplibre-gl'
import { FramePace } from './frame-pace.ts'

/** Share of the screen's resolution at which a slow machine draws moving pictures: a quarter of the points. */
const coarse = 0.5
/** A map that has been at rest for so long is drawn sharp. */
const restMs = 150
/** The screen's own ratio; so it is documented, only the type does not know. */
const screenRatio = null as unknown as number

/**
 * Where frames take too long (drawing in software, a large screen on a weak card), the map is drawn at half the resolution as long as it
 * moves, and sharp again when it rests. Machines that keep pace never notice. The size of the canvas changes only between movements:
 * in the middle of one it would wait for all frames under way. Returns how to stop.
 */
export function softenWhileMoving(map: MapLibre): () => void {
  const pace = new FramePace()
  let isCoarse = false
  let rest: ReturnType<typeof setTimeout> | undefined
  const started = () => {
    clearTimeout(rest)
    // a jump is over before it is drawn: it is not a movement
    if (isCoarse || !pace.isSlow || !map.isMoving()) return
    isCoarse = true
    map.setPixelRatio(devicePixelRatio * coarse)
  }
  const rendered = () => {
    if (!map.isMoving()) return
    const began = performance.now()
    requestAnimationFrame(now => map.isMoving() && pace.note(now - began))
  }
  const ended = () => {
    if (!isCoarse) return
    clearTimeout(rest)
    rest = setTimeout(sharpen, restMs)
  }
  const sharpen = () => {
    if (map.isMoving()) return
    // first: the map tells of a change of size as of a movement
    isCoarse = false
    map.setPixelRatio(screenRatio)
  }
  map.on('movestart', started)
  map.on('render', rendered)
  map.on('moveend', ended)
  return () => {
    clearTimeout(rest)
    map.off('movestart', started)
    map.off('render', rendered)
    map.off('moveend', ended)
  }
}
