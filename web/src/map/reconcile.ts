import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import type { MapLayer, MapSource } from './part.ts'

/** What is drawn: sources by id, layers bottom to top. */
export type Drawing = {
  readonly sources: ReadonlyMap<string, MapSource>
  readonly layers: readonly MapLayer[]
}

export const blank: Drawing = { sources: new Map(), layers: [] }

/** Brings the map from one drawing to another with the fewest calls; what is identical is not looked at. */
export function reconcile(map: MapLibre, before: Drawing, after: Drawing): void {
  const rebuilt = new Set<string>()
  for (const [id, source] of before.sources) {
    const next = after.sources.get(id)
    if (next === undefined || !sameButData(source, next)) rebuilt.add(id)
  }
  const nextLayers = new Map(after.layers.map(layer => [layer.id, layer]))
  const kept = new Map<string, MapLayer>()
  for (const layer of before.layers) {
    const next = nextLayers.get(layer.id)
    if (next !== undefined && sameSource(layer, next) && !rebuilt.has(sourceOf(layer)))
      kept.set(layer.id, layer)
    else if (map.getLayer(layer.id)) map.removeLayer(layer.id)
  }
  for (const id of rebuilt) if (map.getSource(id)) map.removeSource(id)
  for (const [id, source] of after.sources) {
    const old = before.sources.get(id)
    if (old === undefined || rebuilt.has(id)) map.addSource(id, source)
    else if (
      old !== source &&
      old.type === 'geojson' &&
      source.type === 'geojson' &&
      old.data !== source.data
    )
      (map.getSource(id) as GeoJSONSource | undefined)?.setData(source.data)
  }
  let above: string | undefined
  for (const layer of after.layers.toReversed()) {
    const old = kept.get(layer.id)
    if (old === undefined) map.addLayer(layer, above)
    else if (old !== layer) restyle(map, old, layer)
    above = layer.id
  }
}

function restyle(map: MapLibre, before: MapLayer, after: MapLayer): void {
  const filter = 'filter' in after ? after.filter : undefined
  if (!same('filter' in before ? before.filter : undefined, filter)) map.setFilter(after.id, filter ?? null)
  if (before.minzoom !== after.minzoom || before.maxzoom !== after.maxzoom)
    map.setLayerZoomRange(after.id, after.minzoom ?? 0, after.maxzoom ?? 24)
  for (const [key, value] of changes(before.paint, after.paint))
    map.setPaintProperty(after.id, key as never, value as never)
  for (const [key, value] of changes(before.layout, after.layout))
    map.setLayoutProperty(after.id, key as never, value as never)
}

/** Keys whose value differs, with the new value; undefined takes a property back to its default. */
export function changes(before: object | undefined, after: object | undefined): [string, unknown][] {
  const old = new Map<string, unknown>(Object.entries(before ?? {}))
  const next = new Map<string, unknown>(Object.entries(after ?? {}))
  const out: [string, unknown][] = []
  for (const key of new Set([...old.keys(), ...next.keys()]))
    if (!same(old.get(key), next.get(key))) out.push([key, next.get(key)])
  return out
}

function sameButData(a: MapSource, b: MapSource): boolean {
  if (a === b) return true
  // what is painted on a canvas cannot be compared
  if (a.type === 'canvas' || b.type === 'canvas') return false
  if (a.type !== 'geojson' || b.type !== 'geojson') return same(a, b)
  return same({ ...a, data: null }, { ...b, data: null })
}

const sourceOf = (layer: MapLayer) => ('source' in layer ? layer.source : '')
const sameSource = (a: MapLayer, b: MapLayer) => a.type === b.type && sourceOf(a) === sourceOf(b)

/** Style expressions are short JSON: comparing their text is exact and cheap. */
function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
