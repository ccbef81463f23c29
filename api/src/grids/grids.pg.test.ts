import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { decodeTopology } from '@jingwei/geodata/geometry/topology.ts'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../../../tests/support/api-client.ts'
import { demoDatabase, townDatabase } from '../../../tests/support/city-database.ts'
import { blockCode, gridCode, middleOf, town, vacantBlocks } from '../../../tests/support/sample-town.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import type { Sql } from '../database/sql.ts'
import { ReportedIncident } from '../incidents/contract.ts'
import { GridDetail, GridPage, type GridSummary } from './contract.ts'
import { neighboursOf } from './neighbours.ts'

let api: ApiClient

async function everyPage(query = '', limit = 7): Promise<GridSummary[]> {
  const all: GridSummary[] = []
  let next: string | null = ''
  while (next !== null) {
    const cursor: string = next === '' ? '' : `&cursor=${next}`
    const page: GridPage = await api.read(GridPage, `/api/grids?limit=${limit}${query}${cursor}`)
    all.push(...page.grids)
    next = page.next
  }
  return all
}

const show = (code: string, query = '') => api.read(GridDetail, `/api/grids/${code}${query}`)

describe('the sample town', () => {
  let sql: Sql
  beforeAll(async () => {
    const database = await townDatabase()
    sql = database.sql
    api = apiClient(testService(database))
  })

  test('lists every grid once, in order of codes', async () => {
    const grids = await everyPage()
    const [row] = await sql<
      { count: number }[]
    >`select count(*)::int as count from grid_record where to_version is null`
    expect(grids).toHaveLength(row?.count ?? 0)
    const codes = grids.map(grid => grid.code)
    expect(codes).toEqual([...new Set(codes)].sort())
  })

  test('filters by level, parent and part of a name', async () => {
    const all = await everyPage()
    expect(await everyPage('&level=a')).toEqual(all.filter(grid => grid.level === 'a'))
    const parent = gridCode(8, 1, 4)
    const children = await everyPage(`&parent=${parent}`)
    expect(children).toEqual(all.filter(grid => grid.parent === parent))
    expect(children.length).toBeGreaterThan(1)
    expect(await everyPage('&q=乙片')).toEqual(all.filter(grid => grid.name.zh.includes('乙片')))
    expect(await everyPage('&q=D%20010')).toEqual(all.filter(grid => grid.name.en?.startsWith('d 010')))
    expect(await everyPage('&q=%25')).toEqual([])
  })

  test('says of a grid what the inspector needs', async () => {
    const code = gridCode(10, 1, 4)
    const grid = await show(code)
    expect(grid.chain.map(link => link.code)).toEqual([gridCode(10, 0, 4), code])
    expect(grid.children.map(child => child.code)).toEqual(
      (await everyPage(`&parent=${code}`)).map(child => child.code),
    )
    expect(grid.childCount).toBe(grid.children.length)
    expect(grid.posts.map(post => post.role)).toEqual(['lead'])
    expect(grid.center?.distanceMeters).toBeGreaterThanOrEqual(0)
    const leaf = await show(blockCode(10))
    expect(leaf).toMatchObject({ children: [], childCount: 0, parent: gridCode(10, 2, 4) })
    expect(leaf.posts.map(post => post.role)).toEqual(['lead', 'worker'])
    expect(leaf.areaSquareMeters).toBeCloseTo(4_270_000, -5)
    const [lon, lat] = middleOf(10)
    expect(leaf.bounds[0]).toBeCloseTo(lon - town.block / 2, 7)
    expect(leaf.bounds[3]).toBeCloseTo(lat + town.block / 2, 7)
  })

  test('shows a vacant post as one without a person', async () => {
    const { posts } = await show(blockCode(vacantBlocks[0]))
    expect(posts.find(post => post.role === 'worker')).toMatchObject({ person: null })
    expect(posts.find(post => post.role === 'lead')?.person).not.toBeNull()
  })

  test('shows the posts of the day that is asked for', async () => {
    const worker = async (at: string) =>
      (await show(blockCode(9), `?at=${at}`)).posts.find(post => post.role === 'worker')?.person?.name
    expect(await worker('2026-02-28T15:59:59Z')).toMatch(/2022$/)
    expect(await worker('2026-02-28T16:00:00Z')).toMatch(/2026$/)
  })

  test('measures shared borders as PostGIS does', async () => {
    const judged = await sql<{ code: string; meters: number }[]>`
      select rb.code, ST_Length(ST_CollectionExtract(ST_Intersection(a.geom, b.geom), 2)::geography, false) as meters
      from grid_record ra
      join grid_shape a on a.grid_id = ra.grid_id
      join grid_record rb on rb.level = ra.level and rb.grid_id <> ra.grid_id
      join grid_shape b on b.grid_id = rb.grid_id
      where ra.code = ${blockCode(0)} and ST_Length(ST_CollectionExtract(ST_Intersection(a.geom, b.geom), 2)) > 0`
    const { neighbours } = await show(blockCode(0))
    expect(neighbours.map(each => each.code).sort()).toEqual(judged.map(each => each.code).sort())
    // the enclave in its middle belongs to block 31
    expect(neighbours.map(each => each.code)).toContain(blockCode(31))
    for (const { code, meters } of judged) {
      const ours = neighbours.find(each => each.code === code)?.sharedMeters ?? 0
      expect(Math.abs(ours / meters - 1)).toBeLessThan(1e-4)
    }
    const lengths = neighbours.map(each => each.sharedMeters)
    expect(lengths).toEqual([...lengths].sort((a, b) => b - a))
  })

  test('counts open incidents up the tree, and a new report at once', async () => {
    const chain = [0, 1, 2, 3].map(level => gridCode(10, level, 4))
    const before = await Promise.all(chain.map(code => show(code)))
    const [lon, lat] = middleOf(10)
    await api.send(ReportedIncident, '/api/incidents', { lon, lat, classCode: 'E01', title: '新案件' })
    const after = await Promise.all(chain.map(code => show(code)))
    after.forEach((grid, i) => {
      expect(grid.openIncidents).toBe((before[i]?.openIncidents ?? 0) + 1)
      expect(Object.values(grid.openByStatus).reduce((a, b) => a + b, 0)).toBe(grid.openIncidents)
    })
    const roots = await everyPage('&level=a')
    const [row] = await sql<
      { open: number }[]
    >`select count(*)::int as open from incident where is_open and grid_id is not null`
    expect(roots.reduce((sum, grid) => sum + grid.openIncidents, 0)).toBe(row?.open)
  })

  test.each([
    ['?level=z', '400 bad-field level'],
    ['?parent=T9', '404 unknown-grid parent'],
    ['?cursor=1', '400 bad-cursor cursor'],
    ['?cursor=99.T0', '400 bad-cursor cursor'],
    ['?limit=2001', '400 bad-field limit'],
    ['?q=a%00', '400 bad-field q'],
    ['?at=2021-01-01T00:00:00Z', '400 before-first-version at'],
    ['?lvl=a', '400 unknown-field lvl'],
    ['/T9', '404 unknown-grid code'],
    ["/T0'", '400 bad-field code'],
    ['/%00', '400 bad-field code'],
    ['/T0?at=2021-01-01T00:00:00Z', '400 before-first-version at'],
    ['/T0?when=now', '400 unknown-field when'],
    ['/2/topology', '404 not-found version'],
    ['/latest/topology', '400 bad-field version'],
    ['/99999999999/topology', '400 bad-field version'],
  ])('refused: %s', async (query, expected) => {
    expect(await api.refusal(`/api/grids${query}`)).toBe(expected)
  })
})

describe('the topology of the demo city', () => {
  let sql: Sql
  beforeAll(async () => {
    const database = await demoDatabase()
    sql = database.sql
    api = apiClient(testService(database))
  })

  const ask = (headers: Record<string, string> = {}) =>
    api.ask('GET', '/api/grids/1/topology', undefined, headers)
  const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())

  test('is the same document in every encoding, and stays in caches for ever', async () => {
    const [plain, gzip, br] = await Promise.all([
      ask(),
      ask({ 'accept-encoding': 'gzip' }),
      ask({ 'accept-encoding': 'gzip, br' }),
    ])
    const encodings = [plain, gzip, br].map(answer => answer.headers.get('content-encoding'))
    expect(encodings).toEqual([null, 'gzip', 'br'])
    for (const answer of [plain, gzip, br]) {
      expect(answer.headers.get('cache-control')).toContain('immutable')
      expect(answer.headers.get('vary')).toContain('Accept-Encoding')
      expect(answer.headers.get('content-type')).toContain('application/json')
    }
    const tags = [plain, gzip, br].map(answer => answer.headers.get('etag'))
    expect(new Set(tags).size).toBe(3)
    for (const tag of tags) expect(tag).toMatch(/^"[0-9a-f]{64}-/)
    const [text, small, smallest] = await Promise.all([bytesOf(plain), bytesOf(gzip), bytesOf(br)])
    expect(gunzipSync(small).equals(text)).toBe(true)
    expect(brotliDecompressSync(smallest).equals(text)).toBe(true)
    // 0.7 MB on the wire
    expect(smallest.length).toBeLessThan(700_000)
    expect(small.length).toBeLessThan(700_000)
  })

  test('is not sent to whoever has it', async () => {
    const etag = (await ask({ 'accept-encoding': 'br' })).headers.get('etag') ?? ''
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const answer = await ask({ 'accept-encoding': 'br', 'if-none-match': known })
      expect(answer.status).toBe(304)
      expect(await bytesOf(answer)).toHaveLength(0)
    }
    expect((await ask({ 'accept-encoding': 'br', 'if-none-match': '"other"' })).status).toBe(200)
  })

  test('loses no coordinate and names every grid', async () => {
    const topology = JSON.parse((await bytesOf(await ask())).toString('utf8'))
    const stored = await sql<{ count: number; points: number }[]>`
      select count(*)::int as count, sum(ST_NPoints(geom) - ST_NRings(geom))::int as points from face`
    const faces = decodeTopology(topology)
    expect(faces).toHaveLength(stored[0]?.count ?? 0)
    expect(faces.flatMap(face => face.rings).reduce((sum, ring) => sum + ring.length / 2, 0)).toBe(
      stored[0]?.points,
    )
    const listed = await api.read(GridPage, '/api/grids?limit=2000')
    expect(listed.next).toBeNull()
    expect(topology.grids.map((grid: { code: string }) => grid.code).sort()).toEqual(
      listed.grids.map(grid => grid.code),
    )
  })

  test('neighbours are mutual on every level', async () => {
    const ctx = testContext(testService({ kind: 'server', sql, close: async () => {} }))
    const atlas = await ctx.atlases.at(ctx, ctx.now)
    for (const root of atlas.tree.roots) {
      for (const { grid, sharedMeters } of neighboursOf(atlas, root)) {
        const back = neighboursOf(atlas, grid).find(each => each.grid === root)
        expect(back?.sharedMeters).toBe(sharedMeters)
      }
    }
  })
})
