import type { Place } from '@jingwei/geodata/geometry/locate.ts'
import { toDegrees, toUnits } from '@jingwei/geodata/geometry/units.ts'
import { beforeAll, expect, test } from 'vitest'
import { demoDatabase } from '../../../tests/support/city-database.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import type { Sql } from '../database/sql.ts'
import type { Atlas } from '../grids/atlas.ts'

/**
 * PostGIS judges the routing kernel on the whole demo city. The judge is asked in whole units, for in degrees n / 1e7 is not
 * in line with its neighbours any more and a place on a slanted border between two vertices falls to one side; everywhere else
 * it must agree in degrees too, on the faces as they are stored.
 */

const randomPoints = 100_000
const pointsAtOnce = 5000

let sql: Sql
let atlas: Atlas
beforeAll(async () => {
  const database = await demoDatabase()
  sql = database.sql
  const ctx = testContext(testService(database))
  atlas = await ctx.atlases.at(ctx, ctx.now)
})

/** x0, y0, x1, y1, … in units. */
type Points = number[]

/** Grids that have a place by the judge, lowest code first. */
async function judge(sql: Sql, table: 'judge' | 'face', points: Points): Promise<string[][]> {
  const answers: string[][] = []
  const inUnits = table === 'judge'
  for (let i = 0; i < points.length; i += 2 * pointsAtOnce) {
    const batch = points.slice(i, i + 2 * pointsAtOnce).map(unit => (inUnits ? unit : toDegrees(unit)))
    const xs = batch.filter((_, k) => k % 2 === 0)
    const ys = batch.filter((_, k) => k % 2 === 1)
    const rows = await sql<{ codes: string[] }[]>`
      select array_remove(array_agg(distinct r.code collate "C" order by r.code collate "C"), null) as codes
      from unnest(${xs}::float8[], ${ys}::float8[]) with ordinality as p (x, y, i)
      left join ${sql(table)} f on ST_Covers(f.geom, ST_SetSRID(ST_MakePoint(p.x, p.y), ${inUnits ? 0 : 4326}))
      left join grid_record r on r.grid_id = f.grid_id
      group by p.i order by p.i`
    answers.push(...rows.map(row => row.codes))
  }
  return answers
}

/** The same by the kernel. */
function kernel(points: Points): { place: Place; codes: string[] }[] {
  const answers = []
  for (let i = 0; i < points.length; i += 2) {
    const place = atlas.locator.locate(toDegrees(points[i] ?? 0), toDegrees(points[i + 1] ?? 0))
    const faces = place.kind === 'on-border' ? place.faces : place.kind === 'inside' ? [place.face] : []
    answers.push({ place, codes: [...new Set(faces.map(face => atlas.leafOfFace[face]?.code ?? ''))] })
  }
  return answers
}

/** Faces in whole units, for one transaction. */
async function withJudge<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  return sql.begin(async tx => {
    await tx`
      create temp table judge on commit drop as
      select grid_id, ST_SnapToGrid(ST_SetSRID(ST_Scale(geom, 1e7, 1e7), 0), 1) as geom from face`
    await tx`create index on judge using gist (geom)`
    await tx`analyze judge`
    return work(tx)
  })
}

async function differences(points: Points, table: 'judge' | 'face'): Promise<unknown[]> {
  const ours = kernel(points)
  const theirs =
    table === 'judge' ? await withJudge(tx => judge(tx, table, points)) : await judge(sql, table, points)
  expect(theirs).toHaveLength(ours.length)
  return ours.flatMap(({ place, codes }, i) =>
    String(codes) === String(theirs[i])
      ? []
      : [{ x: points[2 * i], y: points[2 * i + 1], place, codes, theirs: theirs[i] }],
  )
}

test('100,000 random places: 0 differences, in units and in degrees', { timeout: 120_000 }, async () => {
  const points = randomIn(bounds(), randomPoints)
  expect(await differences(points, 'judge')).toEqual([])
  expect(await differences(points, 'face')).toEqual([])
  const inside = kernel(points).filter(({ codes }) => codes.length === 1).length
  expect(inside).toBeGreaterThan(randomPoints / 10)
})

test('all shared vertices: 0 differences, in units and in degrees', { timeout: 120_000 }, async () => {
  const { xs, ys } = atlas.partition
  const points = Array.from(xs).flatMap((x, v) => [x, ys[v] ?? 0])
  expect(await differences(points, 'judge')).toEqual([])
  expect(await differences(points, 'face')).toEqual([])
  expect(kernel(points).every(({ place }) => place.kind === 'on-border')).toBe(true)
})

test('all edge midpoints: 0 differences in units; in degrees one of the faces that touch', {
  timeout: 120_000,
}, async () => {
  const { xs, ys, edges } = atlas.partition
  const middle = (axis: Int32Array, e: number) =>
    Math.floor(((axis[edges.from[e] ?? 0] ?? 0) + (axis[edges.to[e] ?? 0] ?? 0) + 1) / 2)
  const points = Array.from(edges.from).flatMap((_, e) => [middle(xs, e), middle(ys, e)])
  expect(await differences(points, 'judge')).toEqual([])
  const inDegrees = await judge(sql, 'face', points)
  const strangers = kernel(points).filter(
    ({ place, codes }, i) =>
      place.kind !== 'near' &&
      place.kind !== 'outside' &&
      !(inDegrees[i]?.length === 0 ? isOnOutline(i) : inDegrees[i]?.every(code => codes.includes(code))),
  )
  expect(strangers).toEqual([])

  function isOnOutline(e: number): boolean {
    return (edges.left[e] ?? 0) < 0 || (edges.right[e] ?? 0) < 0
  }
})

test('one leaf each: the lowest code of those that touch is the one that is routed to', () => {
  const { xs, ys } = atlas.partition
  for (const { place, codes } of kernel(Array.from(xs).flatMap((x, v) => [x, ys[v] ?? 0]))) {
    if (place.kind !== 'on-border') continue
    const [first] = place.faces
    expect(atlas.leafOfFace[first ?? -1]?.code).toBe([...codes].sort()[0])
  }
})

/** A little more than the grids, in units. */
function bounds() {
  const margin = 100_000
  const of = (i: 0 | 1 | 2 | 3) => atlas.grids.map(grid => toUnits(grid.bounds[i]))
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b)) - margin
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b)) + margin
  return { west: least(of(0)), south: least(of(1)), east: most(of(2)), north: most(of(3)) }
}

/** The same places on each run. */
function randomIn({ west, south, east, north }: ReturnType<typeof bounds>, count: number): Points {
  let state = 20260301
  const random = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return Array.from({ length: count }, () => [
    west + Math.floor(random() * (east - west)),
    south + Math.floor(random() * (north - south)),
  ]).flat()
}
