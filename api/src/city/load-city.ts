import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { FolderTopology } from '@jingwei/geodata/city-folder.ts'
import { gridOutlines } from '@jingwei/geodata/geometry/grid-outlines.ts'
import { buildPartition } from '@jingwei/geodata/geometry/partition.ts'
import { decodeTopology, type GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import { growTree } from '@jingwei/geodata/geometry/tree.ts'
import type { Sql } from '../database/sql.ts'
import { multiPolygonHex, polygonHex } from '../database/wkb.ts'
import { indexCity } from '../search/index-city.ts'
import { type CityFolder, CityFolderError } from './city-folder.ts'
import {
  insertCenters,
  insertCity,
  insertClasses,
  insertDepartments,
  insertDuties,
  insertFaces,
  insertGridRecords,
  insertGrids,
  insertLevels,
  insertNets,
  insertPersons,
  insertPosts,
  insertShapes,
  insertVersion,
  lockCity,
  refreshStatistics,
  selectLoadState,
  selectUnsoundShapes,
  setHolidays,
} from './load-city.queries.ts'
import { weekStart } from './week-start.ts'

export interface CityLoad {
  /** Marks the city as one whose accounts are published. */
  readonly demo: boolean
  readonly now: Date
}

/**
 * Fills an empty database with a city folder, all but its incidents, as version 1. One transaction: a start that is killed leaves an empty
 * database. Throws `CityFolderError` for shapes that are no sound polygons.
 * @returns false when there was a city already
 */
export async function loadCity(sql: Sql, folder: CityFolder, { demo, now }: CityLoad): Promise<boolean> {
  const document = await compressTopology(folder.topology)
  const loaded = await sql.begin(async tx => {
    await lockCity(tx)
    if ((await selectLoadState(tx)) !== undefined) return false
    await insertProfile(tx, folder, demo, now)
    const version = await insertVersion(tx, { effectiveAt: folder.profile.validFrom, ...document })
    const gridIds = await insertTree(tx, version, folder.topology)
    await insertPeopleAndCenters(tx, folder, gridIds)
    await indexCity(tx)
    return true
  })
  if (loaded) await refreshStatistics(sql)
  return loaded
}

async function insertProfile(sql: Sql, { profile, districts }: CityFolder, demo: boolean, now: Date) {
  // made-up cases are nobody's secret
  const { words, names, cases = demo, least = 5 } = profile.open ?? { words: demo, names: demo }
  await insertCity(sql, {
    ...profile,
    openWords: words,
    openNames: names,
    openCases: cases,
    leastShown: least,
    districts,
    demo,
    historyEnd: weekStart(now, profile.timeZone),
  })
  await setHolidays(sql, profile.country === 'CN' ? 'mainland-china' : 'none')
  const numbered = <T extends object>(items: readonly T[]) =>
    items.map((item, i) => ({ ...item, position: i + 1 }))
  await insertLevels(sql, numbered(profile.levels))
  await insertNets(sql, numbered(profile.nets))
  await insertDuties(sql, profile.duties)
  await insertDepartments(sql, profile.departments ?? [])
  const limits = profile.classes.flatMap(({ code, limits }) =>
    limits.map(limit => ({ ...limit, classCode: code })),
  )
  await insertClasses(sql, profile.classes, limits)
}

/** Grids, faces, and the outline of every grid of every level. @returns identity by code */
async function insertTree(sql: Sql, version: number, topology: FolderTopology): Promise<Map<string, number>> {
  const ids = await insertGrids(sql, version, topology.grids.length)
  const idOf = new Map(topology.grids.map(({ code }, i) => [code, ids[i] ?? 0]))
  const records = topology.grids.map(({ parent, ...grid }) => ({
    ...grid,
    id: idOf.get(grid.code),
    parent: parent === null ? null : idOf.get(parent),
  }))
  await insertGridRecords(sql, version, records)

  const faces = decodeTopology(onePolygonEach(topology))
  const rows = faces.map(({ grid, rings }) => ({ id: idOf.get(grid), shape: polygonHex(rings) }))
  for (const chunk of chunks(rows)) await insertFaces(sql, version, chunk)

  const outlines = gridOutlines(buildPartition(faces), growTree(topology.grids))
  const shapes = topology.grids.map(({ code }) => ({
    id: idOf.get(code),
    shape: multiPolygonHex(outlines.get(code) ?? []),
  }))
  for (const chunk of chunks(shapes)) await insertShapes(sql, version, chunk)
  const [unsound] = await selectUnsoundShapes(sql, version)
  if (unsound !== undefined) throw new CityFolderError('topology.json', unsound, 'has no valid shape')
  return idOf
}

async function insertPeopleAndCenters(sql: Sql, folder: CityFolder, gridIds: ReadonlyMap<string, number>) {
  const { persons, posts } = folder.people
  const synthetic = folder.topology.grids.some(grid => grid.synthetic)
  const ids = await insertPersons(
    sql,
    persons.map(({ name }) => ({ name, synthetic })),
  )
  const personIds = new Map(persons.map(({ id }, i) => [id, ids[i]]))
  await insertPosts(
    sql,
    posts.map(post => ({
      ...post,
      grid: gridIds.get(post.grid),
      person: post.person === null ? null : personIds.get(post.person),
    })),
  )
  await insertCenters(
    sql,
    folder.centers.map(center => ({ ...center, grid: gridIds.get(center.grid) })),
  )
}

const compress = promisify(brotliCompress)

/** As it goes over the wire, smallest form: it is made once and read often. */
async function compressTopology(topology: FolderTopology) {
  const text = Buffer.from(JSON.stringify(onePolygonEach(topology)))
  const contentHash = createHash('sha256').update(text).digest('hex')
  const params = {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  }
  return { contentHash, topology: await compress(text, { params }) }
}

/** A geometry of several polygons becomes several geometries of one: one face each. */
function onePolygonEach(topology: FolderTopology): GridTopology<FolderTopology['grids'][number]> {
  const geometries = topology.objects.faces.geometries.flatMap(face => {
    const polygons = face.type === 'Polygon' ? [face.arcs] : face.arcs
    return polygons.map(arcs => ({ type: 'Polygon' as const, arcs, properties: face.properties }))
  })
  return { ...topology, objects: { faces: { type: 'GeometryCollection', geometries } } }
}

/** Shapes are large; a statement of some megabytes is quick and leaves room for other requests. */
const chunkRows = 500

function* chunks<T>(rows: readonly T[]): Iterable<readonly T[]> {
  for (let i = 0; i < rows.length; i += chunkRows) yield rows.slice(i, i + chunkRows)
}
