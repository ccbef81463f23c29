import { createHttpServer } from '@jingwei/api/http/server.ts'
import { Route } from '@jingwei/api/routing/contract.ts'
import { serve } from '@jingwei/api/serve.ts'
import type { Service } from '@jingwei/api/service.ts'
import postgres from 'postgres'
import { askBare, closeAtOnce, listening } from './ask-bare.ts'
import type { DemoGrids } from './demo-grids.ts'
import { faster, type Result, rates } from './measure.ts'
import { randomPoints } from './routing.ts'

/** One place asked for over HTTP: our whole program against the same server with one statement of PostGIS and nothing else. */
export async function benchRouteOverHttp(
  service: Service,
  url: string,
  demo: DemoGrids,
  quick: boolean,
): Promise<Result[]> {
  const sql = postgres(url, { max: 10, onnotice: () => {} })
  const ours = serve(service)
  const theirs = createHttpServer(async request => {
    const query = new URL(request.url).searchParams
    const [lon, lat] = [Number(query.get('lon')), Number(query.get('lat'))]
    return Response.json(await routeInPostgis(sql, lon, lat))
  })
  const [oursPort, theirsPort] = [await listening(ours), await listening(theirs)]
  const points = randomPoints(demo, 20_000)
  const pathOf = (i: number) => `/api/route?lon=${points[2 * i]}&lat=${points[2 * i + 1]}`
  const requests = quick ? 2_000 : 10_000
  try {
    await agree(sql, oursPort, points, pathOf)
    const found = await rates([
      { name: 'ours', run: () => askBare(oursPort, requests, pathOf) },
      { name: 'postgis', run: () => askBare(theirsPort, requests, pathOf) },
    ])
    const rate = (name: string) => found.get(name) ?? 0
    return [faster('one route over HTTP', rate('ours'), 'PostGIS over HTTP', rate('postgis'), 'a second', 4)]
  } finally {
    closeAtOnce(ours)
    closeAtOnce(theirs)
    await sql.end()
  }
}

/** The grids of every level, who answers for the leaf, and the nearest center. */
async function routeInPostgis(sql: postgres.Sql, lon: number, lat: number) {
  const [row] = await sql<{ chain: string[] | null; owner: string | null; center: string }[]>`
    with recursive point as (select ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326) as geom),
    chain as (
      select r.grid_id, r.parent_id, r.code, r.level from grid_record r
      where r.to_version is null and r.grid_id = (
        select min(f.grid_id) from face f, point where f.to_version is null and ST_Covers(f.geom, point.geom))
      union all
      select r.grid_id, r.parent_id, r.code, r.level from grid_record r join chain on r.grid_id = chain.parent_id
      where r.to_version is null)
    select (select array_agg(code order by level) from chain) as chain,
      (select person.name from post join person on person.id = post.person_id
        where post.grid_id = (select grid_id from chain order by level desc limit 1)
          and post.role = 'worker' and (post.until_day is null or post.until_day > current_date) limit 1) as owner,
      (select center.code from center, point order by center.geom <-> point.geom limit 1) as center`
  return row
}

/** Correctness first: the same chain for the same place. */
async function agree(
  sql: postgres.Sql,
  port: number,
  points: Float64Array,
  pathOf: (i: number) => string,
): Promise<void> {
  for (let i = 0; i < 200; i++) {
    const answer = Route.parse(await (await fetch(`http://127.0.0.1:${port}${pathOf(i)}`)).json())
    if (answer.reason !== 'inside') continue
    const theirs = await routeInPostgis(sql, points[2 * i] as number, points[2 * i + 1] as number)
    if (answer.chain.map(({ code }) => code).join() !== theirs?.chain?.join())
      throw new Error(`PostGIS and the program do not agree: ${pathOf(i)}`)
  }
}
