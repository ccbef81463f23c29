import type { Map as MapLibre, MapMouseEvent } from 'maplibre-gl'
import { type EditFrame, type EditScene, paintFrame, paintScene, type SurfaceView } from './edit-paint.ts'
import type { Palette } from './palette.ts'

const unitsPerDegree = 1e7
/** Pixels around a mouse, and around a finger, that still hit. */
const reachPixels = { mouse: 11, finger: 24 }
/** Pixels that a pressed pointer may wander and still tap. */
const wander = 3

export interface SurfacePointer {
  /** Whole units. */
  readonly at: readonly [number, number]
  /** Units east and north that still hit. */
  readonly reach: readonly [number, number]
  readonly isFree: boolean
  readonly isMore: boolean
}

export interface SurfaceHandlers {
  hover(pointer: SurfacePointer): void
  /** @returns true: the drag that begins is taken, the map stays */
  press(pointer: SurfacePointer): boolean
  drag(pointer: SurfacePointer): void
  release(): void
  tap(pointer: SurfacePointer): void
  cancel(): void
}

/**
 * Two canvases above the map: what stands still, and what changes with each frame of a drag. The map beneath is not drawn anew while
 * somebody drags, so a frame costs the same whatever the size of the city.
 */
export class EditSurface {
  readonly #map: MapLibre
  readonly #handlers: SurfaceHandlers
  readonly #closed: () => void
  readonly #still: CanvasRenderingContext2D
  readonly #live: CanvasRenderingContext2D
  readonly #listening = new AbortController()
  #palette: Palette | null = null
  #scene: EditScene = { lit: [], area: [], border: null, handles: [], marks: [] }
  #frame: EditFrame | null = null
  #isHeld = false
  #wasHeld = false
  #start: PointerEvent | null = null
  #last: PointerEvent | null = null
  #isDragging = false
  #waiting = 0

  constructor(map: MapLibre, handlers: SurfaceHandlers, closed: () => void) {
    this.#map = map
    this.#handlers = handlers
    this.#closed = closed
    this.#still = this.#sheet('edit-still')
    this.#live = this.#sheet('edit-live')
    map.doubleClickZoom.disable()
    map.on('move', this.#moved)
    map.on('resize', this.#moved)
    map.on('click', this.#tapped)
    this.#listen(map.getContainer())
    this.#moved()
  }

  show(scene: EditScene, palette: Palette): void {
    this.#scene = scene
    this.#palette = palette
    this.#paintStill()
    this.#paintLive()
  }

  showFrame(frame: EditFrame | null): void {
    this.#frame = frame
    this.#paintLive()
  }

  close(): void {
    this.#listening.abort()
    cancelAnimationFrame(this.#waiting)
    this.#map.off('move', this.#moved)
    this.#map.off('resize', this.#moved)
    this.#map.off('click', this.#tapped)
    this.#map.doubleClickZoom.enable()
    this.#still.canvas.remove()
    this.#live.canvas.remove()
    this.#closed()
  }

  #listen(box: HTMLElement): void {
    const { signal } = this.#listening
    const capture = { capture: true, signal, passive: false }
    box.addEventListener('pointerdown', event => this.#down(event), capture)
    box.addEventListener('pointermove', event => this.#move(event), capture)
    box.addEventListener('pointerup', event => this.#up(event), capture)
    box.addEventListener('pointercancel', () => this.#giveUp(), capture)
    // what the map itself listens to
    for (const name of ['mousedown', 'touchstart', 'touchmove'])
      box.addEventListener(name, event => this.#isHeld && event.stopPropagation(), capture)
    box.addEventListener('click', event => this.#wasHeld && event.stopPropagation(), capture)
  }

  #down(event: PointerEvent): void {
    this.#wasHeld = false
    if (this.#isHeld && !event.isPrimary) this.#giveUp()
    if (!event.isPrimary || event.button !== 0 || !isOnMap(event)) return
    this.#isHeld = this.#handlers.press(this.#pointer(event))
    if (!this.#isHeld) return
    this.#wasHeld = true
    this.#start = event
    this.#isDragging = false
    this.#map.getContainer().setPointerCapture(event.pointerId)
  }

  #move(event: PointerEvent): void {
    if (this.#isHeld && this.#start !== null && !this.#isDragging) {
      const far = Math.hypot(event.clientX - this.#start.clientX, event.clientY - this.#start.clientY)
      if (far <= wander) return
      this.#isDragging = true
    }
    if (!this.#isHeld && (event.buttons !== 0 || !isOnMap(event))) return
    this.#last = event
    // more than one a frame would be seen by nobody
    if (this.#waiting === 0) this.#waiting = requestAnimationFrame(() => this.#pass())
  }

  #pass(): void {
    cancelAnimationFrame(this.#waiting)
    this.#waiting = 0
    const event = this.#last
    this.#last = null
    if (event === null) return
    if (!this.#isHeld) {
      this.#handlers.hover(this.#pointer(event))
      return
    }
    const start = performance.now()
    this.#handlers.drag(this.#pointer(event))
    performance.measure('drag-frame', { start })
  }

  #up(event: PointerEvent): void {
    if (!this.#isHeld) return
    this.#pass()
    this.#isHeld = false
    if (this.#isDragging) this.#handlers.release()
    else this.#handlers.tap(this.#pointer(event))
  }

  #giveUp(): void {
    if (!this.#isHeld) return
    this.#isHeld = false
    this.#last = null
    this.#handlers.cancel()
  }

  #tapped = ({ originalEvent }: MapMouseEvent) => {
    const isFinger = 'pointerType' in originalEvent && originalEvent.pointerType === 'touch'
    this.#handlers.tap(this.#pointer(originalEvent, isFinger))
  }

  #pointer(
    event: MouseEvent,
    isFinger = 'pointerType' in event && event.pointerType === 'touch',
  ): SurfacePointer {
    const box = this.#map.getContainer().getBoundingClientRect()
    const view = this.#view()
    const [x, y] = [event.clientX - box.left, event.clientY - box.top]
    const { lng, lat } = this.#map.unproject([x, y])
    const pixels = isFinger ? reachPixels.finger : reachPixels.mouse
    const eastPerPixel = (360 / view.world) * unitsPerDegree
    return {
      at: [Math.round(lng * unitsPerDegree), Math.round(lat * unitsPerDegree)],
      reach: [eastPerPixel * pixels, eastPerPixel * Math.cos((lat * Math.PI) / 180) * pixels],
      isFree: event.altKey,
      isMore: event.shiftKey,
    }
  }

  #moved = () => {
    const { clientWidth: width, clientHeight: height } = this.#map.getContainer()
    for (const { canvas } of [this.#still, this.#live]) {
      const [w, h] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)]
      if (canvas.width !== w) canvas.width = w
      if (canvas.height !== h) canvas.height = h
    }
    this.#paintStill()
    this.#paintLive()
  }

  #paintStill(): void {
    if (this.#palette !== null) paintScene(this.#still, this.#scene, this.#view(), this.#palette)
  }

  #paintLive(): void {
    if (this.#palette !== null) paintFrame(this.#live, this.#frame, this.#view(), this.#palette)
  }

  #view(): SurfaceView {
    const { clientWidth: width, clientHeight: height } = this.#map.getContainer()
    const { lng, lat } = this.#map.getCenter()
    return { lon: lng, lat, world: 512 * 2 ** this.#map.getZoom(), width, height, ratio: devicePixelRatio }
  }

  #sheet(name: string): CanvasRenderingContext2D {
    const canvas = document.createElement('canvas')
    canvas.className = `edit-sheet ${name}`
    canvas.setAttribute('aria-hidden', 'true')
    this.#map.getCanvasContainer().append(canvas)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('no canvas to draw on')
    return context
  }
}

function isOnMap(event: Event): boolean {
  return event.target instanceof Element && event.target.closest('.maplibregl-canvas-container') !== null
}
