import type { Locale } from '../i18n/locale.tsx'
import type { Palette } from '../map/palette.ts'
import type { MapLayer, MapPart, MapSource } from '../map/part.ts'
import type { Atlas } from './atlas.ts'
import type { BorderChoice } from './borders-layer.ts'
import { shortName } from './short-name.ts'

/** Pixels of the largest level's names at zoom 12, and of the finest's. */
const atDesk = { largest: 17, smallest: 11.5 }
export type NameSizes = typeof atDesk
/** Names of a level stay in sight for so many zooms after the next level has come; the largest always do. */
const stayZooms = 1.6
/** The finest names come so much later than their borders: there are many, and they say least. */
const finestLater = 0.6

/** Label points of one level, each with its name in both languages. */
export function nameSources(atlas: Atlas): Record<string, MapSource> {
  return Object.fromEntries(
    atlas.levels.map(({ key }) => [`names-${key}`, { type: 'geojson', data: namesOf(atlas, key) }]),
  )
}

/**
 * Names of the drawn levels. Higher levels are placed first and larger; what does not fit is left out by collision.
 * Without `glyphs` in the style all characters come from the reader's own fonts.
 */
export function namesPart(
  sources: Record<string, MapSource>,
  choice: BorderChoice,
  palette: Palette,
  locale: Locale,
  sizes = atDesk,
): MapPart {
  const { levels, pinned } = choice
  const layers = levels.map(({ key, fromZoom }, rank): MapLayer => {
    const next = levels[rank + 1]
    const isLeast = pinned === null ? next === undefined : rank === pinned
    const size = sizeOf(rank, levels.length, sizes) * palette.scale
    return {
      id: `names-${key}`,
      type: 'symbol',
      source: `names-${key}`,
      minzoom: rank === 0 || pinned !== null ? 0 : fromZoom + (next === undefined ? finestLater : 0),
      ...(isLeast || rank === 0 || next === undefined ? {} : { maxzoom: next.fromZoom + stayZooms }),
      layout: {
        visibility: pinned === null || rank <= pinned ? 'visible' : 'none',
        'text-field': ['coalesce', ['get', locale], ['get', 'zh']],
        'text-font': palette.fonts(rank === 0 ? 'Bold' : rank === levels.length - 1 ? 'Regular' : 'Medium'),
        'text-size': ['interpolate', ['linear'], ['zoom'], 9, size * 0.75, 12, size, 16, size * 1.2],
        'text-letter-spacing': rank === 0 ? 0.1 : 0,
        'text-max-width': 8,
        'text-padding': rank === 0 ? 4 : 6,
        // beside the middle when a symbol stands there
        'text-variable-anchor': ['center', 'bottom', 'top', 'left', 'right'],
        'text-radial-offset': 0.9,
        'symbol-sort-key': ['-', ['coalesce', ['get', 'room'], 0]],
      },
      paint: {
        'text-color': rank < Math.max(1, levels.length - 1) ? palette.label : palette.labelQuiet,
        'text-halo-color': palette.halo,
        'text-halo-width': 1.6 * Math.max(1, palette.scale / 2),
        'text-halo-blur': 0.4,
      },
    }
  })
  // the topmost layer is placed first
  return { sources, layers: layers.toReversed() }
}

function sizeOf(rank: number, levels: number, { largest, smallest }: NameSizes): number {
  return levels < 2 ? largest : largest + ((smallest - largest) * rank) / (levels - 1)
}

function namesOf(atlas: Atlas, level: string): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: atlas.shapesOf(level).map(({ code, label: [lon, lat], roomMeters }) => {
      const chain = atlas.tree.chain(code)
      const [parent, grid] = [chain.at(-2), chain.at(-1)]
      const zh = grid?.name.zh ?? code
      return {
        type: 'Feature',
        properties: {
          code,
          zh: shortName(zh, parent?.name.zh),
          en: shortName(grid?.name.en ?? zh, parent?.name.en),
          room: Math.round(roomMeters),
          root: chain[0]?.code ?? code,
        },
        geometry: { type: 'Point', coordinates: [lon, lat] },
      }
    }),
  }
}
