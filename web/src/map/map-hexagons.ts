import type { MapPart } from './part.ts'

/** Hexagons of one size on the ground, points to the north. */
export type MapHexagons = {
  /** As a share of the world's width in Web Mercator. */
  readonly edge: number
  /** Lon and lat in turn. */
  readonly middles: Float64Array
  /** Red, green, blue, opacity in turn, 0…255, not premultiplied. */
  readonly colours: Uint8Array
}

/** deck.gl draws right under this layer. */
export const hexagonSlot = 'hexagons-slot'
/** Two layers of nothing keep the hexagons' place in the stack: what comes under them goes under the lower one. */
export const hexagonSlotPart: MapPart = {
  sources: {},
  layers: ['hexagons-floor', hexagonSlot].map(id => ({
    id,
    type: 'background',
    layout: { visibility: 'none' },
    paint: { 'background-opacity': 0 },
  })),
}
