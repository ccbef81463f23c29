import { createLocator } from '@jingwei/geodata/geometry/locate.ts'
import type { Throwaway } from './database.ts'
import type { DemoGrids } from './demo-grids.ts'
import { faster, type Result, rates } from './measure.ts'
import { randomPoints } from './routing.ts'

/** Points that are imported with the grids that have them: ours before they are written, against the usual spatial join in the database. */
export async function benchImports(demo: DemoGrids, { sql }: Throwaway, quick: boolean): Promise<Result[]> {
  const count = quick ? 200_000 : 1_000_000
  const points = randomPoints(demo, count)
  const { partition, levels } = demo
  const locator = createLocator(partition)
  await sql`create table leaf (code text, geom geometry(Polygon, 4326))`
  for (const { code, coordinates } of levels.at(-1) ?? [])
    await sql`insert into leaf values (${code}, ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify({ type: 'Polygon', coordinates })}), 4326))`
  await sql`create index on leaf using gist (geom)`
  await sql`analyze leaf`
  await sql`create table point (id int, geom geometry(Point, 4326))`
  await copy(
    sql,
    'copy point from stdin',
    i => `${i}\tSRID=4326;POINT(${points[2 * i]} ${points[2 * i + 1]})`,
    count,
  )
  await sql`analyze point`
  await sql`create table routed (id int, code text)`

  const faces = new Int32Array(count)
  const found = await rates([
    {
      name: 'ours',
      run: async () => {
        await sql`truncate routed`
        locator.locateMany(points, faces)
        await copy(
          sql,
          'copy routed from stdin',
          i => `${i}\t${partition.faces[faces[i] as number]?.grid ?? '\\N'}`,
          count,
        )
        return count
      },
    },
    {
      name: 'postgis',
      run: async () => {
        await sql`truncate routed`
        await sql`insert into routed select p.id, l.code from point p left join leaf l on ST_Covers(l.geom, p.geom)`
        return count
      },
    },
  ])
  const rate = (name: string) => (found.get(name) ?? 0) / 1000
  return [
    faster(
      'points imported with their grid',
      rate('ours'),
      'PostGIS, join by GiST',
      rate('postgis'),
      'thousand a second',
      8,
    ),
  ]
}

async function copy(
  sql: Throwaway['sql'],
  statement: string,
  line: (i: number) => string,
  count: number,
): Promise<void> {
  const out = await sql.unsafe(statement).writable()
  const batch = 20_000
  for (let begin = 0; begin < count; begin += batch) {
    const lines: string[] = []
    for (let i = begin; i < Math.min(count, begin + batch); i++) lines.push(line(i))
    if (!out.write(`${lines.join('\n')}\n`)) await new Promise(done => out.once('drain', done))
  }
  await new Promise<void>((done, fail) => {
    out.once('finish', done)
    out.once('error', fail)
    out.end()
  })
}
