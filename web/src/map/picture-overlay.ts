import { COORDINATE_SYSTEM } from '@deck.gl/core'
import { BitmapLayer } from '@deck.gl/layers'
import { MapLibreOverlay } from '@deck.gl/maplibre'
import type { Map as MapLibre } from 'maplibre-gl'
import type { GroundPicture } from './ground-picture.ts'
import { keepUniformBuffers } from './uniform-buffers.ts'

/** The layer that marks the picture's place in the stack. */
export const pictureSlot = 'picture-slot'

/** deck.gl inside the map's own stack; loaded when there is a picture to draw. */
export class PictureOverlay {
  readonly #overlay: MapLibreOverlay
  readonly #map: MapLibre
  #shown: GroundPicture | null = null

  constructor(map: MapLibre) {
    this.#overlay = new MapLibreOverlay({ interleaved: true, layers: [], ...keepUniformBuffers(map) })
    this.#map = map
    map.addControl(this.#overlay)
  }

  show(picture: GroundPicture | null): void {
    if (this.#shown === picture) return
    this.#shown = picture
    const layers = picture === null ? [] : [layerOf(picture)]
    this.#overlay.setProps({ layers })
    // deck.gl takes its place in the stack only while no source is loading
    if (!this.#map.isStyleLoaded()) this.#map.once('idle', () => this.#overlay.setProps({ layers }))
  }
}

function layerOf({ image, bounds: [west, south, east, north] }: GroundPicture) {
  return new BitmapLayer({
    id: 'picture',
    image,
    bounds: [west, south, east, north],
    // its rows are even in Web Mercator already
    _imageCoordinateSystem: COORDINATE_SYSTEM.CARTESIAN,
    textureParameters: { minFilter: 'linear', magFilter: 'linear' },
    beforeId: pictureSlot,
  } as ConstructorParameters<typeof BitmapLayer>[0])
}
