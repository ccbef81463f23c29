import { COORDINATE_SYSTEM } from '@deck.gl/core'
import { BitmapLayer } from '@deck.gl/layers'
import { MapboxOverlay } from '@deck.gl/mapbox'
import type { Map as MapLibre } from 'maplibre-gl'
import type { GroundPicture } from './ground-picture.ts'

/** The layer that marks the picture's place in the stack. */
export const pictureSlot = 'picture-slot'

/** deck.gl inside the map's own stack; loaded when there is a picture to draw. */
export class PictureOverlay {
  readonly #overlay = new MapboxOverlay({ interleaved: true, layers: [] })
  #shown: GroundPicture | null = null

  constructor(map: MapLibre) {
    map.addControl(this.#overlay)
  }

  show(picture: GroundPicture | null): void {
    if (this.#shown === picture) return
    this.#shown = picture
    this.#overlay.setProps({ layers: picture === null ? [] : [layerOf(picture)] })
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
