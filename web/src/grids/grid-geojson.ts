import { ringToDegrees } from '@jingwei/geodata/geometry/face.ts'
import type { Outline } from '@jingwei/geodata/geometry/outline.ts'

/** Outline in units → GeoJSON in degrees. */
export function outlineFeature(outline: Outline): GeoJSON.Feature<GeoJSON.MultiPolygon> {
  return {
    type: 'Feature',
    properties: {},
    geometry: { type: 'MultiPolygon', coordinates: outline.map(polygon => polygon.map(ringToDegrees)) },
  }
}
