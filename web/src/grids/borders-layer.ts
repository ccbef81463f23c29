import type { Palette } from '../map/palette.ts'
import type { MapExpression, MapLayer, MapPart, MapSource } from '../map/part.ts'
import type { BorderLines } from './atlas.ts'

/** Widest and finest border, in pixels at zoom 12. */
const widest = 2.6
const finest = 0.7
/** Zooms over which the borders of a level come into sight. */
const fadeZooms = 0.5
/** Stands for the border of the gridded area among the levels. */
export const outerBorder = '*'

export type BorderChoice = {
  /** Levels, largest first, and the zoom each is legible from. */
  readonly levels: readonly { readonly key: string; readonly fromZoom: number }[]
  /** The finest level to draw whatever the zoom; null: follow the zoom. */
  readonly pinned: number | null
}

/**
 * All borders, each drawn once from a shared arc; made once for a version of the grids. One source for all levels: the map
 * cuts its layers to the tiles anew for every source, which is a pass over the whole window.
 */
export function borderSources(borders: readonly BorderLines[]): Record<string, MapSource> {
  const features = borders.map(
    ({ level, lines }): GeoJSON.Feature => ({
      type: 'Feature',
      properties: { level: level ?? outerBorder },
      geometry: { type: 'MultiLineString', coordinates: lines },
    }),
  )
  // ends of lines are never moved, so borders stay glued at their junctions
  return { borders: { type: 'geojson', data: { type: 'FeatureCollection', features }, tolerance: 0.25 } }
}

/** The level of a border is the weight of its line, never a colour. */
export function bordersPart(
  sources: Record<string, MapSource>,
  choice: BorderChoice,
  palette: Palette,
  /** Of the part and of its source. */
  name = 'borders',
): MapPart {
  const { levels, pinned } = choice
  const borderLayer = (key: string, weight: Weight, shown: Shown) =>
    lineLayer(name, key, weight, palette, shown)
  const layers = levels.map(({ key, fromZoom }, rank) =>
    borderLayer(key, weightOf(rank, levels.length), {
      fromZoom: rank === 0 || pinned !== null ? 0 : fromZoom,
      isShown: pinned === null || rank <= pinned,
    }),
  )
  const around = borderLayer(outerBorder, weightOf(0, levels.length), { fromZoom: 0, isShown: true })
  return { sources, layers: [...layers.toReversed(), around] }
}

export type Weight = { readonly width: number; readonly opacity: number }

/** Weight of a level's borders; `rank` 0 is the largest. Each level is the same step finer than the one above. */
export function weightOf(rank: number, levels: number): Weight {
  const depth = levels < 2 ? 0 : rank / (levels - 1)
  return { width: widest * (finest / widest) ** depth, opacity: 0.95 - 0.5 * depth }
}

type Shown = { readonly fromZoom: number; readonly isShown: boolean }

function lineLayer(
  source: string,
  key: string,
  { width, opacity }: Weight,
  palette: Palette,
  { fromZoom, isShown }: Shown,
): MapLayer {
  // while somebody drags a border it is drawn elsewhere, above the map
  const shown: MapExpression = ['case', ['boolean', ['feature-state', 'hot'], false], 0, opacity]
  return {
    id: `${source}-${key}`,
    type: 'line',
    source,
    filter: ['==', ['get', 'level'], key],
    minzoom: Math.max(0, fromZoom - fadeZooms),
    layout: { visibility: isShown ? 'visible' : 'none', 'line-join': 'round', 'line-cap': 'round' },
    paint: {
      'line-color': palette.border,
      'line-width': ['interpolate', ['linear'], ['zoom'], 9, width * 0.62, 12, width, 16, width * 1.6],
      'line-opacity':
        fromZoom === 0
          ? shown
          : ['interpolate', ['linear'], ['zoom'], fromZoom - fadeZooms, 0, fromZoom, shown],
    },
  }
}
