import { netPattern } from '../map/net-pattern.ts'
import type { Palette } from '../map/palette.ts'
import type { MapPart } from '../map/part.ts'

export interface ClaimedGround {
  readonly name: string
  readonly polygons: GeoJSON.Position[][][]
}

/** Ground that somebody else is drawing at: hatched, with a name. */
export function claimsPart(claims: readonly ClaimedGround[], palette: Palette): MapPart {
  const hatch = `claims-${palette.theme}`
  const features = claims.map(
    ({ name, polygons }): GeoJSON.Feature => ({
      type: 'Feature',
      properties: { name },
      geometry: { type: 'MultiPolygon', coordinates: polygons },
    }),
  )
  return {
    sources: { claims: { type: 'geojson', data: { type: 'FeatureCollection', features }, tolerance: 0.25 } },
    images: { [hatch]: netPattern(1, palette.stage('waiting')) },
    layers: [
      {
        id: 'claims-hatch',
        type: 'fill',
        source: 'claims',
        paint: { 'fill-pattern': hatch, 'fill-opacity': 0.55 },
      },
      {
        id: 'claims-name',
        type: 'symbol',
        source: 'claims',
        layout: {
          'text-field': ['get', 'name'],
          'text-font': palette.fonts('Bold'),
          'text-size': 13 * palette.scale,
        },
        paint: {
          'text-color': palette.stage('waiting'),
          'text-halo-color': palette.halo,
          'text-halo-width': 2,
        },
      },
    ],
  }
}
