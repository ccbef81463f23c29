import type { Layer } from '../formats/layer.ts'
import { inDegrees } from '../formats/reference.ts'
import type { SourceShape } from '../geometry/importing/round-shapes.ts'
import type { Mapping } from './mapping.ts'
import { inWgs84 } from './read-grids.ts'

/** Where the areas of another division are in a file. */
export type AreaSource = {
  readonly layer: string
  readonly code: string
  readonly name: string | null
  readonly mapping: Pick<Mapping, 'datum' | 'srid' | 'swapped'>
}

/** Rows of one layer as areas with a code: no tree, no neighbours, nothing to tile. Throws `unknown-reference`. */
export function readAreas(
  layers: readonly Layer[],
  { layer: wanted, code, name, mapping: { datum, srid, swapped } }: AreaSource,
): { areas: SourceShape[]; names: Map<string, string>; leftOut: number } {
  const found = layers.find(layer => layer.name === wanted)
  if (found === undefined) throw new RangeError(`no layer ${wanted}`)
  const { fields, rows } = inWgs84(inDegrees(found, srid), datum, swapped)
  const names = new Map<string, string>()
  const areas: SourceShape[] = []
  const text = (values: Layer['rows'][number]['values'], field: string | null) =>
    String(values[field === null ? -1 : fields.indexOf(field)] ?? '').trim()
  rows.forEach(({ values, polygons }, i) => {
    const grid = text(values, code)
    if (grid === '' || polygons === null || polygons.length === 0) return
    areas.push({ grid, row: i + 1, polygons })
    if (!names.has(grid)) names.set(grid, text(values, name) || grid)
  })
  return { areas, names, leftOut: rows.length - areas.length }
}
