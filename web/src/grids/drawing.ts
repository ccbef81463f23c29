import type { City } from '@jingwei/api/city/contract.ts'
import type { Outline } from '@jingwei/geodata/geometry/outline.ts'
import type { Locale } from '../i18n/locale.tsx'
import type { Palette } from '../map/palette.ts'
import type { MapPart } from '../map/part.ts'
import { gridAreaPart, netTintPart } from './area-layer.ts'
import type { Atlas, GridShape } from './atlas.ts'
import { type BorderChoice, borderSources } from './borders-layer.ts'
import type { LevelSize } from './level-for-zoom.ts'
import { type NameSizes, nameSources, namesPart } from './names-layer.ts'
import { fromTiles, levelIs, oneOf, tileSource } from './tile-parts.ts'

/**
 * How the grids of a version come onto a map: from their topology, which the page has as a whole, or, where a city is too large for that, from
 * vector tiles. Whoever draws need not know which.
 */
export type Drawing = {
  /** Largest first. */
  readonly levels: readonly LevelSize[]
  area(palette: Palette, overBasemap: boolean): MapPart
  netTint(net: number, palette: Palette): MapPart
  borders(make: (sources: MapPart['sources']) => MapPart): MapPart
  names(choice: BorderChoice, palette: Palette, locale: Locale, sizes?: NameSizes): MapPart
  /** A part of some grids; null where there are none. */
  shapes(codes: readonly string[], make: (outlines: readonly Outline[]) => MapPart): MapPart | null
  /** A part of all grids of a level. Without shapes they are in the tiles, and known by their `code`. */
  level(key: string, make: (shapes: readonly GridShape[] | null) => MapPart): MapPart
}

const drawings = new WeakMap<Atlas, Drawing>()

/** The same atlas, the same sources: the map looks at nothing that is identical. */
export function drawingOfAtlas(atlas: Atlas): Drawing {
  const known = drawings.get(atlas)
  if (known !== undefined) return known
  const lines = once(() => borderSources(atlas.borders))
  const points = once(() => nameSources(atlas))
  const drawing: Drawing = {
    levels: atlas.levels,
    area: (palette, overBasemap) => gridAreaPart(atlas.area, palette, overBasemap),
    netTint: (net, palette) => netTintPart(atlas.area, net, palette),
    borders: make => make(lines()),
    names: (choice, palette, locale, sizes) => namesPart(points(), choice, palette, locale, sizes),
    shapes(codes, make) {
      const outlines = codes.flatMap(code => {
        const outline = atlas.shape(code)?.outline
        return outline === undefined ? [] : [outline]
      })
      return outlines.length === 0 ? null : make(outlines)
    },
    level: (key, make) => make(atlas.shapesOf(key)),
  }
  drawings.set(atlas, drawing)
  return drawing
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Of any version of the city; levels and their sizes are those of today. */
export function drawingOfTiles(version: number, { bounds, levels }: City): Drawing {
  const source = tileSource(version, bounds)
  const present = levels.filter(level => level.count > 0)
  const ground = levelIs(present[0]?.key ?? '')
  return {
    levels: present,
    area: (palette, overBasemap) =>
      fromTiles(source, 'grids', gridAreaPart([], palette, overBasemap), () => ground),
    netTint: (net, palette) => fromTiles(source, 'grids', netTintPart([], net, palette), () => ground),
    borders: make => fromTiles(source, 'borders', make({})),
    names: (choice, palette, locale, sizes) =>
      fromTiles(source, 'names', namesPart({}, choice, palette, locale, sizes), id =>
        levelIs(id.slice('names-'.length)),
      ),
    shapes: (codes, make) =>
      codes.length === 0 ? null : fromTiles(source, 'grids', make([]), () => oneOf(codes)),
    level: (key, make) => fromTiles(source, 'grids', make(null), () => levelIs(key)),
  }
}
