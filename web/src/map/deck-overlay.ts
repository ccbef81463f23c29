import { ColumnLayer } from '@deck.gl/layers'
import { MapLibreOverlay } from '@deck.gl/maplibre'
import type { Map as MapLibre } from 'maplibre-gl'
import { hexagonSlot, type MapHexagons } from './map-hexagons.ts'
import { keepUniformBuffers } from './uniform-buffers.ts'

/** Width of the world in deck.gl's own units. */
const worldUnits = 512
/** Share of a hexagon that is filled: the ground shows between neighbours. */
const filled = 0.95

/** deck.gl inside the map's own stack. Throws, or tells `failed` later, when this device cannot draw it. */
export class DeckOverlay {
  readonly #overlay: MapLibreOverlay
  readonly #map: MapLibre
  #shown: MapHexagons | null = null

  constructor(map: MapLibre, failed: (error: Error) => void) {
    this.#overlay = new MapLibreOverlay({
      interleaved: true,
      layers: [],
      onError: failed,
      ...keepUniformBuffers(map),
    })
    this.#map = map
    map.addControl(this.#overlay)
  }

  show(hexagons: MapHexagons | null): void {
    if (this.#shown === hexagons) return
    this.#shown = hexagons
    const layers = hexagons === null ? [] : [layerOf(hexagons)]
    this.#overlay.setProps({ layers })
    // deck.gl takes its place in the stack only while no source is loading
    if (!this.#map.isStyleLoaded())
      this.#map.once('idle', () => this.#shown === hexagons && this.#overlay.setProps({ layers }))
  }

  remove(): void {
    this.#map.removeControl(this.#overlay)
  }
}

function layerOf({ edge, middles, colours }: MapHexagons) {
  return new ColumnLayer({
    id: 'hexagons',
    beforeId: hexagonSlot,
    data: { length: middles.length / 2 },
    diskResolution: 6,
    // points to the north
    angle: 30,
    radius: edge * worldUnits,
    radiusUnits: 'common',
    coverage: filled,
    extruded: false,
    parameters: { depthCompare: 'always', depthWriteEnabled: false },
    getPosition: (_: unknown, { index }: { index: number }) => [
      middles[2 * index] ?? 0,
      middles[2 * index + 1] ?? 0,
    ],
    getFillColor: (_: unknown, { index }: { index: number }) => colours.subarray(4 * index, 4 * index + 4),
    // another drawing is another layer of the same name: what the accessors read has changed
    updateTriggers: { getPosition: middles, getFillColor: colours },
  } as ConstructorParameters<typeof ColumnLayer>[0])
}
