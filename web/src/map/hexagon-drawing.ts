import type { Map as MapLibre } from 'maplibre-gl'
import type { DeckOverlay } from './deck-overlay.ts'
import type { MapHexagons } from './map-hexagons.ts'

/**
 * Hexagons on the map, drawn by deck.gl, which is loaded when there are some for the first time. It may not be had (offline, a weak
 * device) and it does not survive the loss of the map's WebGL context: then `failed` is told, and the map goes on without.
 */
export class HexagonDrawing {
  readonly #map: MapLibre
  #wanted: MapHexagons | null = null
  #failed: () => void = () => {}
  #overlay: DeckOverlay | null = null
  #isOpening = false
  /** deck.gl was there when the context was lost: it stays tied to what is gone, and would draw nothing. */
  #isLost = false

  constructor(map: MapLibre) {
    this.#map = map
    map.on('webglcontextlost', () => {
      this.#isLost ||= this.#overlay !== null
      this.#giveUp('the WebGL context is lost')
    })
  }

  want(hexagons: MapHexagons | null, failed: () => void): void {
    this.#wanted = hexagons
    this.#failed = failed
  }

  /** To be called when the map's own layers are in their places. */
  draw(): void {
    if (this.#isLost && this.#wanted !== null) this.#failed()
    else if (this.#overlay === null && this.#wanted !== null) void this.#open()
    this.#overlay?.show(this.#wanted)
  }

  async #open(): Promise<void> {
    if (this.#isOpening) return
    this.#isOpening = true
    try {
      const { DeckOverlay } = await import('./deck-overlay.ts')
      // by now they may have been taken away, and the map with them
      if (this.#wanted !== null) {
        this.#overlay = new DeckOverlay(this.#map, error => this.#giveUp(error))
        this.#overlay.show(this.#wanted)
      }
    } catch (error) {
      this.#giveUp(error)
    }
    this.#isOpening = false
  }

  #giveUp(reason: unknown): void {
    const overlay = this.#overlay
    this.#overlay = null
    if (overlay === null && !this.#isOpening) return
    console.warn('hexagons', reason)
    try {
      overlay?.remove()
    } catch (error) {
      // what it drew with is gone already
      console.warn('hexagons', error)
    }
    if (this.#wanted !== null) this.#failed()
  }
}
