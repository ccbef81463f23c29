import type { IncidentStatus, OpenPoints } from '@jingwei/api/incidents/contract.ts'
import type { Locale } from '../i18n/locale.tsx'
import type { Palette } from '../map/palette.ts'
import type { MapExpression, MapPart } from '../map/part.ts'
import { stageOf } from './stage.ts'
import { stageImages } from './stage-image.ts'

/** Points nearer than this, in pixels, are drawn as one. */
const clusterPixels = 46
/** From here on every incident stands by itself. */
const apartZoom = 15

export const openPointsSource = 'incidents'

/** Open incidents: stage lights by colour and shape; close ones are gathered under their number. */
export function openPointsPart(points: GeoJSON.FeatureCollection, palette: Palette, locale: Locale): MapPart {
  const k = palette.scale
  return {
    sources: {
      [openPointsSource]: {
        type: 'geojson',
        data: points,
        cluster: true,
        clusterRadius: clusterPixels,
        clusterMaxZoom: apartZoom - 1,
      },
    },
    images: stageImages(palette),
    layers: [
      {
        id: 'incidents-cluster',
        type: 'circle',
        source: openPointsSource,
        filter: ['has', 'point_count'],
        paint: {
          'circle-color': palette.panel,
          'circle-opacity': 0.94,
          'circle-stroke-color': palette.ink,
          'circle-stroke-width': 1.5,
          'circle-stroke-opacity': 0.8,
          'circle-radius': [
            'interpolate',
            ['linear'],
            ['sqrt', ['get', 'point_count']],
            1.4,
            10 * k,
            10,
            20 * k,
            60,
            30 * k,
          ],
        },
      },
      {
        id: 'incidents-count',
        type: 'symbol',
        source: openPointsSource,
        filter: ['has', 'point_count'],
        layout: {
          'text-field': countText(locale),
          'text-font': palette.fonts('Bold'),
          'text-size': [
            'interpolate',
            ['linear'],
            ['sqrt', ['get', 'point_count']],
            1.4,
            11.5 * k,
            20,
            15 * k,
          ],
          'text-allow-overlap': true,
          // names make room for the whole disc
          'text-padding': 10,
        },
        paint: { 'text-color': palette.ink },
      },
      {
        id: 'incidents-point',
        type: 'symbol',
        source: openPointsSource,
        filter: ['!', ['has', 'point_count']],
        layout: {
          'icon-image': ['concat', 'stage-', ['get', 'stage'], `-${palette.theme}`],
          'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.7 * k, 13, 0.9 * k, 16, 1.1 * k],
          'icon-allow-overlap': true,
        },
      },
    ],
  }
}

/** The open set as features: those in the given statuses; null means all of them. */
export function openPointFeatures(
  open: OpenPoints,
  statuses: ReadonlySet<string> | null,
): GeoJSON.FeatureCollection {
  const features: GeoJSON.Feature[] = []
  for (const [id, lon, lat, , statusIndex] of open.rows) {
    const status = open.statuses[statusIndex] as IncidentStatus | undefined
    if (status === undefined || (statuses !== null && !statuses.has(status))) continue
    features.push({
      type: 'Feature',
      properties: { id, stage: stageOf[status]?.key ?? 'waiting' },
      geometry: { type: 'Point', coordinates: [lon, lat] },
    })
  }
  return { type: 'FeatureCollection', features }
}

/** 10,000 and more in the unit the reader counts in: 1.2 万, 12k. */
function countText(locale: Locale): MapExpression {
  const count: MapExpression = ['get', 'point_count']
  const [unit, word] = locale === 'zh' ? [10_000, '万'] : [1000, 'k']
  const short: MapExpression = ['number-format', ['/', count, unit], { 'max-fraction-digits': 1 }]
  return ['case', ['>=', count, 10_000], ['concat', short, word], ['to-string', count]]
}
