import type { Palette } from '../palette.ts'
import type { MapPart } from '../part.ts'

/** The colour of the country around the city; left out above a basemap of a deployment's own. */
export function groundPart(palette: Palette): MapPart {
  return {
    sources: {},
    layers: [{ id: 'ground', type: 'background', paint: { 'background-color': palette.ground } }],
  }
}
