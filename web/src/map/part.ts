import type {
  CanvasSourceSpecification,
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SourceSpecification,
} from 'maplibre-gl'

/**
 * What one module draws: its sources and its layers, bottom to top. Made by pure functions (`<noun>/<thing>-layer.ts`) and
 * handed to the map whole; the map finds out what changed. Ids start with the part's name.
 */
export type MapPart = {
  readonly sources: Readonly<Record<string, MapSource>>
  readonly layers: readonly MapLayer[]
  readonly images?: Readonly<Record<string, MapImage>>
}
export type MapLayer = LayerSpecification
export type MapSource = SourceSpecification | CanvasSourceSpecification
export type MapExpression = ExpressionSpecification
export type MapFilter = FilterSpecification

/** A picture for a symbol or a pattern; its id must name all it depends on, the theme too. */
export type MapImage = { readonly data: ImageData; readonly pixelRatio: number }
