import { existsSync } from 'node:fs'
import { AskedThread } from '../asked-thread.ts'
import type { Ctx } from '../context.ts'
import { csvOf } from '../exports/csv.ts'
import { topologyDocument } from '../grids/topology-document.ts'
import { Problem } from '../problem.ts'
import type {
  Crosswalk,
  CrosswalkAreas,
  CrosswalkQuery,
  CrosswalkRow,
  ImportLayer,
  ImportState,
} from './contract.ts'
import type { AskedAreas, AskedCrosswalk, FoundAreas, FoundCrosswalk } from './crosswalk-thread.ts'
import { type ImportRow, selectLevels, selectPlaces } from './queries.ts'
import { fileOf } from './run-import.ts'
import { importRow } from './show-import.ts'

const thread = new AskedThread<never, AskedCrosswalk | AskedAreas, FoundCrosswalk | FoundAreas>(
  new URL('crosswalk-thread.ts', import.meta.url),
  'crosswalk',
)
const yearMilliseconds = 365 * 24 * 3_600_000

/**
 * 对照: how the areas of an imported file, another department's grids, share ground and a year's incidents with our grids of one level. The file
 * need not tile and becomes nothing. Throws `not-found`, `import-state` where its file is unread or gone, `bad-field`.
 */
export async function crosswalkOf(
  ctx: Ctx,
  folder: string,
  id: number,
  query: CrosswalkQuery,
): Promise<Crosswalk> {
  const { state, source } = await sourceOf(ctx, folder, id, query)
  const levels = (await selectLevels(ctx.sql)).map(({ key }) => key)
  const level = query.level ?? levels.at(-1) ?? ''
  if (!levels.includes(level)) throw new Problem('bad-field', { field: 'level' })
  const { version, grids } = await ctx.atlases.at(ctx, ctx.now)
  const { body: city } = await topologyDocument(ctx, version, 'br', undefined)
  if (city === null) throw new Error(`no version ${version}`)
  const incidents = await selectPlaces(ctx.sql, new Date(ctx.now.getTime() - yearMilliseconds), ctx.now)
  const places = Float64Array.from(incidents.flatMap(({ lon, lat }) => [lon, lat]))
  const found = known(state, await thread.ask({ ...source, city, level, places }))
  if (!('rows' in found)) throw new Error('another answer than was asked for')
  const names = new Map(grids.map(grid => [grid.code, grid.name]))
  return { version, level, layer: source.layer, leftOut: found.leftOut, rows: shared(found, names) }
}

/** More points than these are thinned: a map of a city shows no more. */
const mostPoints = 200_000

/** The areas themselves, to be drawn over ours. Throws as `crosswalkOf`. */
export async function crosswalkAreas(
  ctx: Ctx,
  folder: string,
  id: number,
  query: CrosswalkQuery,
): Promise<CrosswalkAreas> {
  const { state, source } = await sourceOf(ctx, folder, id, query)
  const found = known(state, await thread.ask(source))
  if (!('areas' in found)) throw new Error('another answer than was asked for')
  const { areas, names } = found
  const rings = areas.flatMap(({ polygons }) => (polygons ?? []).flat())
  const points = rings.reduce((sum, ring) => sum + ring.length / 2, 0)
  const step = Math.ceil(points / mostPoints)
  return {
    type: 'FeatureCollection',
    features: areas.map(({ grid, polygons }) => ({
      type: 'Feature',
      properties: { code: grid, name: names.get(grid) ?? grid },
      geometry: {
        type: 'MultiPolygon',
        coordinates: (polygons ?? []).map(each => each.map(ring => thinned(ring, step))),
      },
    })),
  }
}

function thinned(ring: Float64Array, step: number): number[][] {
  const out: number[][] = []
  // a small ring stays a ring
  const by = Math.min(step, Math.max(1, Math.floor(ring.length / 8)))
  for (let i = 0; i + 1 < ring.length; i += 2 * by) out.push([ring[i] as number, ring[i + 1] as number])
  const [first, last] = [out[0], out.at(-1)]
  // with its first point at its end, whether the file has it or not
  if (first !== undefined && (first[0] !== last?.[0] || first[1] !== last?.[1])) out.push([...first])
  return out
}

function known<T extends object>(state: ImportState, found: T): Exclude<T, { failure: unknown }> {
  if ('failure' in found) throw new Problem('import-state', { detail: { state, failure: found.failure } })
  return found as Exclude<T, { failure: unknown }>
}

/** The file, and where in it the areas are. */
async function sourceOf(
  ctx: Ctx,
  folder: string,
  id: number,
  query: CrosswalkQuery,
): Promise<{ state: ImportState; source: AskedAreas }> {
  const row = await importRow(ctx, id)
  const path = fileOf(folder, id)
  const { mapping } = row
  if (mapping === null || row.layers === null || !existsSync(path))
    throw new Problem('import-state', { detail: { state: row.state } })
  const source = { path, file: row.file, mapping, ...columnsOf(row.layers, mapping, query) }
  return { state: row.state, source }
}

/** What is asked for, else what was mapped to leaf grids. */
function columnsOf(
  layers: readonly ImportLayer[],
  { levels }: NonNullable<ImportRow['mapping']>,
  query: CrosswalkQuery,
): { layer: string; code: string; name: string | null } {
  const leaf = levels.at(-1)
  const layer = layers.find(each => each.name === (query.layer ?? leaf?.layer))
  if (layer === undefined) throw new Problem('bad-field', { field: 'layer' })
  const mapped = layer.name === leaf?.layer ? leaf : null
  const code = query.code ?? mapped?.code ?? ''
  const name = query.name ?? mapped?.name ?? null
  if (!layer.fields.includes(code)) throw new Problem('bad-field', { field: 'code' })
  if (name !== null && !layer.fields.includes(name)) throw new Problem('bad-field', { field: 'name' })
  return { layer: layer.name, code, name }
}

function shared(
  { rows, names }: Extract<FoundCrosswalk, { rows: unknown }>,
  gridNames: ReadonlyMap<string, { zh: string; en?: string | undefined }>,
): CrosswalkRow[] {
  const sumBy = (side: 'area' | 'grid', what: 'squareMeters' | 'places') => {
    const sums = new Map<string | null, number>()
    for (const row of rows) sums.set(row[side], (sums.get(row[side]) ?? 0) + row[what])
    return sums
  }
  const sums = {
    area: { ground: sumBy('area', 'squareMeters'), incidents: sumBy('area', 'places') },
    grid: { ground: sumBy('grid', 'squareMeters'), incidents: sumBy('grid', 'places') },
  }
  const share = (part: number, key: string | null, whole: Map<string | null, number>) =>
    key === null || !whole.get(key) ? null : part / (whole.get(key) as number)
  return rows.map(({ area, grid, squareMeters, places }) => ({
    area: area === null ? null : { code: area, name: names.get(area) ?? area },
    grid: grid === null ? null : { code: grid, name: gridNames.get(grid) ?? { zh: grid } },
    squareMeters,
    ofArea: share(squareMeters, area, sums.area.ground),
    ofGrid: share(squareMeters, grid, sums.grid.ground),
    incidents: places,
    ofAreaIncidents: share(places, area, sums.area.incidents),
    ofGridIncidents: share(places, grid, sums.grid.incidents),
  }))
}

const headers = [
  'area',
  'area_name',
  'grid',
  'grid_name',
  'square_meters',
  'of_area',
  'of_grid',
  'incidents',
  'of_area_incidents',
  'of_grid_incidents',
]

/** The same as a table. */
export function crosswalkCsv({ rows }: Crosswalk): AsyncGenerator<Uint8Array> {
  const cells = rows.map(({ area, grid, ...row }) => [
    area?.code ?? null,
    area?.name ?? null,
    grid?.code ?? null,
    grid?.name.zh ?? null,
    Math.round(row.squareMeters),
    row.ofArea,
    row.ofGrid,
    row.incidents,
    row.ofAreaIncidents,
    row.ofGridIncidents,
  ])
  const columns = headers.map(header => ({ header, width: 16 }))
  return csvOf({ name: 'crosswalk', columns, rows: once(cells) })
}

async function* once<T>(rows: T[]): AsyncGenerator<T[]> {
  yield rows
}
