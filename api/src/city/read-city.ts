import type { Ctx } from '../context.ts'
import type { Atlas, Ground } from '../grids/atlas.ts'
import { Problem } from '../problem.ts'
import type { Basemap, Settings } from '../settings.ts'
import { calendarDay } from './calendar-day.ts'
import type { City } from './contract.ts'
import { selectCity, selectClasses, selectDuties, selectLevels, selectNets, selectTotals } from './queries.ts'

/** Where a PMTiles file of the deployment is served. */
export const pmtilesPath = '/basemap.pmtiles'

type MapSettings = Pick<Settings, 'basemap' | 'tilesFromGrids'>

/** For whoever asks for words only. */
const noMap: MapSettings = { basemap: null, tilesFromGrids: Number.POSITIVE_INFINITY }

/** Everything the page must know of the city before it draws. Throws `before-first-version`. */
export async function readCity(ctx: Ctx, { basemap, tilesFromGrids }: MapSettings = noMap): Promise<City> {
  const city = await selectCity(ctx.sql)
  if (city === undefined) throw new Problem('starting')
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  const { version, open } = atlas
  const totals = await selectTotals(ctx.sql, version, calendarDay(ctx.now, city.timeZone))
  if (totals === undefined) throw new Problem('starting')
  const levels = (await selectLevels(ctx.sql, version)).map(level => ({
    ...level,
    typicalMeters: typicalMeters(atlas).get(level.key) ?? 0,
  }))
  const count = levels.reduce((sum, level) => sum + level.count, 0)
  return {
    ...city,
    open,
    levels,
    nets: await selectNets(ctx.sql),
    duties: await selectDuties(ctx.sql),
    classes: await selectClasses(ctx.sql),
    datums,
    centers: { count: totals.centers },
    workers: { count: totals.workers },
    grids: { count, tiled: count >= tilesFromGrids },
    version,
    versions: {
      first: totals.firstVersion,
      firstEffectiveAt: totals.firstEffectiveAt.toISOString(),
    },
    bounds: [totals.west, totals.south, totals.east, totals.north],
    basemap: basemap === null ? null : wireBasemap(basemap),
  }
}

const datums: City['datums'] = [
  { key: 'wgs84', name: { zh: 'WGS 84（GPS）', en: 'WGS 84 (GPS)' } },
  { key: 'cgcs2000', name: { zh: '2000 国家大地坐标系', en: 'CGCS2000' } },
  { key: 'gcj02', name: { zh: '火星坐标（高德、腾讯）', en: 'GCJ-02 (Amap, Tencent)' } },
  { key: 'bd09', name: { zh: '百度坐标', en: 'BD-09 (Baidu)' } },
]

function wireBasemap(basemap: Basemap): NonNullable<City['basemap']> {
  const { kind, attribution } = basemap
  return { kind, url: kind === 'pmtiles' ? pmtilesPath : basemap.url, attribution }
}

const sizes = new WeakMap<Ground['tree'], ReadonlyMap<string, number>>()

/** Side of a square as large as the median grid, by level. */
function typicalMeters({ tree, grids }: Atlas): ReadonlyMap<string, number> {
  const known = sizes.get(tree)
  if (known !== undefined) return known
  const areas = new Map<string, number[]>()
  for (const { level, areaSquareMeters } of grids) {
    const others = areas.get(level)
    if (others === undefined) areas.set(level, [areaSquareMeters])
    else others.push(areaSquareMeters)
  }
  const found = new Map(
    [...areas].map(([level, all]) => {
      all.sort((a, b) => a - b)
      return [level, Math.round(Math.sqrt(all[all.length >> 1] ?? 0))] as const
    }),
  )
  sizes.set(tree, found)
  return found
}
