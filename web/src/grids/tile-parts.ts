import { highestZoom, lowestZoom, type tileLayers } from '@jingwei/api/tiles/contract.ts'
import type { Bounds } from '../map/camera.ts'
import type { MapFilter, MapLayer, MapPart, MapSource } from '../map/part.ts'

/** One source for all parts: a tile is fetched and read once. */
const name = 'grid-tiles'

export function tileSource(version: number, bounds: Bounds): MapSource {
  return {
    type: 'vector',
    tiles: [`${window.location.origin}/tiles/grids/${version}/{z}/{x}/{y}.mvt`],
    minzoom: lowestZoom,
    maxzoom: highestZoom,
    bounds: [...bounds],
  }
}

/** A part made for shapes of its own, drawn from a layer of the tiles. @param filterOf which features, where its layer does not say it itself */
export function fromTiles(
  source: MapSource,
  layer: keyof typeof tileLayers,
  part: MapPart,
  filterOf: (id: string) => MapFilter | undefined = () => undefined,
): MapPart {
  const layers = part.layers.map((each): MapLayer => {
    const filter = ('filter' in each ? each.filter : undefined) ?? filterOf(each.id)
    return {
      ...each,
      source: name,
      'source-layer': layer,
      ...(filter === undefined ? {} : { filter }),
    } as MapLayer
  })
  return { ...part, sources: { [name]: source }, layers }
}

export const levelIs = (level: string): MapFilter => ['==', ['get', 'level'], level]

export const oneOf = (codes: readonly string[]): MapFilter => ['in', ['get', 'code'], ['literal', [...codes]]]
