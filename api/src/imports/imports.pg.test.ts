import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { townDatabase } from '../../../tests/support/city-database.ts'
import { blockCode } from '../../../tests/support/sample-town.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import type { Actor, Ctx } from '../context.ts'
import { publishDraft } from '../drafts/publish.ts'
import { approveDraft, submitDraft } from '../drafts/review.ts'
import { showDraft } from '../drafts/show-draft.ts'
import { proveCoverage } from '../grids/coverage.ts'
import { exportGrids } from '../grids/export-grids.ts'
import { beginImport } from './begin-import.ts'
import { cancelImport, chooseRepairs, mapImport } from './change-import.ts'
import { GridImport, type ImportMapping } from './contract.ts'
import { currentCity } from './current-city.ts'
import { draftImport } from './draft-import.ts'
import { receiveFile } from './receive-file.ts'
import { settleImports, stopImport } from './run-import.ts'
import { listImports, showImport } from './show-import.ts'

const nobody = { account: null, grid: null, person: null, nets: null, department: null }
const officer: Actor = { ...nobody, account: 'officer', role: 'commander' }
const reviewer: Actor = { ...nobody, account: 'reviewer', role: 'commander' }
const folder = mkdtempSync(join(tmpdir(), 'jingwei-imports-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const levels = 3
let as: (actor: Actor) => Ctx
let sql: Ctx['sql']
beforeAll(async () => {
  const database = await townDatabase({ levels, incidents: 10 })
  const service = testService(database)
  sql = database.sql
  as = actor => testContext(service, { actor })
})

async function send(name: string, content: string | Uint8Array): Promise<GridImport> {
  const form = new FormData()
  form.append('file', new Blob([Uint8Array.from(Buffer.from(content))]), name)
  const request = new Response(form)
  const type = request.headers.get('content-type') ?? ''
  const file = await receiveFile(Readable.fromWeb(request.body as ReadableStream), type, folder)
  return beginImport(as(officer), folder, file)
}

/** As it is when nothing is being done any more, and as the contract says. */
async function settled(id: number): Promise<GridImport> {
  await settleImports(as(officer))
  return GridImport.parse(await showImport(as(officer), folder, id))
}

interface Collection {
  features: { properties: Record<string, unknown>; geometry: { type: string; coordinates: number[][][][] } }[]
}
async function exported(format: 'geojson' | 'gpkg' | 'shp'): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of (await exportGrids(as(officer), 1, { format, level: 'c' })).bytes)
    pieces.push(piece)
  return Buffer.concat(pieces)
}
const collection = async (): Promise<Collection> => JSON.parse((await exported('geojson')).toString('utf8'))
const featureOf = ({ features }: Collection, code: string) => {
  const found = features.find(({ properties }) => properties.code === code)
  if (found === undefined) throw new Error(code)
  return found
}
const polygons = ({ geometry }: Collection['features'][number]) =>
  geometry.type === 'Polygon' ? [geometry.coordinates as unknown as number[][][]] : geometry.coordinates

test.each(['geojson', 'gpkg', 'shp'] as const)(
  'a version comes back from %s without a fault, and is no change',
  async format => {
    const { id } = await send(`grids.${format}`, await exported(format))
    const done = await settled(id)
    expect(done.levels.map(({ key }) => key)).toEqual(['a', 'b', 'c'])
    expect(done.failure).toBeNull()
    expect(done).toMatchObject({ state: 'checked', step: null, report: { open: 0, stuck: 0, faults: [] } })
    const draft = await draftImport(as(officer), folder, id, { title: '原样' })
    await expect(submitDraft(as(officer), draft.id)).rejects.toMatchObject({ code: 'draft-empty' })
  },
)

test('what a file becomes is read in the order of its pieces, and none is left of one that is over', async () => {
  const count = async (id: number) =>
    (await sql`select position from grid_import_piece where import_id = ${id}`).length
  const { id } = await send('pieces.geojson', await exported('geojson'))
  await settled(id)
  // as a large one lies there: the beginning was written first
  await sql`
    insert into grid_import_piece (import_id, position, bytes)
    select import_id, part, substring(bytes from part * 100 + 1 for case part when 2 then length(bytes) else 100 end)
    from grid_import_piece, generate_series(1, 2) as part where import_id = ${id}`
  await sql`update grid_import_piece set bytes = substring(bytes for 100) where import_id = ${id} and position = 0`
  expect(await count(id)).toBe(3)
  const draft = await draftImport(as(officer), folder, id, { title: '原样' })
  await expect(submitDraft(as(officer), draft.id)).rejects.toMatchObject({ code: 'draft-empty' })
  expect(await count(id)).toBe(0)

  const other = await send('over.geojson', await exported('geojson'))
  await settled(other.id)
  expect(await count(other.id)).toBe(1)
  await cancelImport(as(officer), folder, other.id)
  expect(await count(other.id)).toBe(0)
})

test('two grids made one, a gap that is given away: published, proven by the database, cases follow', async () => {
  const file = await collection()
  const [west, east, hole] = [blockCode(10, levels), blockCode(11, levels), blockCode(20, levels)]
  const gone = featureOf(file, west)
  const kept = featureOf(file, east)
  kept.geometry = { type: 'MultiPolygon', coordinates: [...polygons(kept), ...polygons(gone)] }
  file.features = file.features.filter(each => each !== gone && each.properties.code !== hole)
  const { id } = await send('new.json', JSON.stringify(file))
  const found = await settled(id)
  expect(found.report).toMatchObject({ open: 1, stuck: 0, faultCounts: { gap: 1 } })
  await expect(draftImport(as(officer), folder, id, { title: '合并' })).rejects.toMatchObject({
    code: 'import-open',
  })
  const [gap] = found.report?.faults ?? []
  expect(gap?.squareMeters).toBeGreaterThan(1_000_000)
  expect(gap?.shape[0]?.[0]?.length).toBeGreaterThan(4)
  const repair = gap?.repairs[1]
  if (gap === undefined || repair === undefined) throw new Error('nothing to choose')
  await chooseRepairs(as(officer), folder, id, { choices: [{ id: gap.id, repair }] })
  expect((await settled(id)).report?.open).toBe(0)
  const draft = await draftImport(as(officer), folder, id, { title: '合并' })
  expect((await draftImport(as(officer), folder, id, { title: '合并' })).id).toBe(draft.id)
  expect((await showDraft(as(officer), draft.id)).log.map(({ operation }) => operation.kind)).toEqual([
    'replace',
  ])
  await submitDraft(as(officer), draft.id)
  await approveDraft(as(reviewer), draft.id)
  const { version } = await publishDraft(as(reviewer), draft.id)
  const proof = await proveCoverage(sql, version ?? 0)
  expect(proof).toMatchObject({ sound: true, invalid: 0, faulty: 0, strayed: 0, unequal: 0 })
  const codes = await sql<{ code: string }[]>`select code from grid_record where to_version is null`
  const now = new Set(codes.map(({ code }) => code))
  expect([west, east, hole].map(code => now.has(code))).toEqual([false, true, false])
})

test('a file without columns that can be guessed waits for a person; choosing them goes on', async () => {
  const file = await collection()
  for (const { properties } of file.features) {
    const { code, parent } = properties
    for (const key of Object.keys(properties)) delete properties[key]
    Object.assign(properties, { 甲: `${code} `, 乙: parent, 丙: 1 })
  }
  const { id } = await send('odd.json', JSON.stringify(file))
  const waiting = await settled(id)
  expect(waiting).toMatchObject({ state: 'unmapped', report: null })
  expect(waiting.layers[0]).toMatchObject({ fields: ['甲', '乙', '丙'], rows: file.features.length })
  expect(waiting.layers[0]?.examples).toHaveLength(5)
  const mapping = waiting.mapping as ImportMapping
  const last = mapping.levels.length - 1
  const chosen = mapping.levels.map((source, i) =>
    i === last ? { ...source, code: '甲', parent: '乙' } : source,
  )
  await mapImport(as(officer), folder, id, { ...mapping, levels: chosen })
  const done = await settled(id)
  expect(done).toMatchObject({ state: 'checked', report: { notes: { unnamed: file.features.length } } })
  expect(done.report?.grids.c).toBe(file.features.length)
})

test('marks that no database keeps are no reason to fail: in values, in names, where a long one is cut', async () => {
  const file = await collection()
  for (const { properties } of file.features) {
    properties['no\0te'] = 'a\0b'
    properties.story = `${'x'.repeat(79)}𠮷`
    properties.name = `${'长'.repeat(79)}𠮷`
  }
  const { id } = await send('marks.geojson', JSON.stringify(file))
  const done = await settled(id)
  expect(done).toMatchObject({ state: 'checked', failure: null, report: { open: 0, stuck: 0 } })
  expect(done.layers[0]?.fields).toContain('no te')
  const draft = await draftImport(as(officer), folder, id, { title: '标记' })
  expect(draft.title).toBe('标记')
})

test('the command guesses layers by the names of the levels, as the page does', async () => {
  const { levels: named, city } = await currentCity(as(officer))
  const [largest] = await sql<{ name: { zh: string } }[]>`select name from level order by position`
  expect(named[0]?.name).toEqual(largest?.name)
  expect(named.map(({ key }) => key)).toEqual(['a', 'b', 'c'])
  const [now] = await sql<{ grids: number }[]>`
    select count(*)::int as grids from grid_record where to_version is null`
  expect(city.grids).toHaveLength(now?.grids ?? 0)
})

test('GCJ-02 taken for WGS84 is seen at once, and declared it is put right', async () => {
  const { fromWgs84 } = await import('@jingwei/geodata/geometry/datum.ts')
  const file = await collection()
  for (const feature of file.features)
    feature.geometry = {
      type: 'MultiPolygon',
      coordinates: polygons(feature).map(rings =>
        rings.map(ring => ring.map(([lon = 0, lat = 0]) => [...fromWgs84([lon, lat], 'gcj02')])),
      ),
    }
  const { id } = await send('amap.json', JSON.stringify(file))
  const wrong = await settled(id)
  expect(wrong.report?.faultCounts).toMatchObject({ 'beyond-outline': expect.any(Number) })
  await mapImport(as(officer), folder, id, { ...(wrong.mapping as ImportMapping), datum: 'gcj02' })
  const right = await settled(id)
  const left = right.report?.faults.filter(({ squareMeters }) => (squareMeters ?? 0) > 100)
  expect(left).toEqual([])
})

test.each([
  ['unknown-format', 'picture.shp', 'II*\0'],
  ['broken-file', 'a.geojson', '{"type":"FeatureCollection","features":[{'],
  ['broken-file', 'a.zip', Buffer.from('504b0304', 'hex')],
])('%s', async (code, name, content) => {
  const { id } = await send(name, content)
  const failed = await settled(id)
  expect(failed.state).toBe('failed')
  expect(failed.failure?.code).toBe(code)
})

test('cancelled: the file is gone, and nothing goes on; only its author may', async () => {
  const { id } = await send('c.gpkg', await exported('gpkg'))
  await expect(cancelImport(as(reviewer), folder, id)).rejects.toMatchObject({ code: 'not-allowed' })
  expect(await cancelImport(as(officer), folder, id)).toMatchObject({ state: 'cancelled', step: null })
  expect(await settled(id)).toMatchObject({ state: 'cancelled', report: null })
  expect(readdirSync(folder)).not.toContain(String(id))
  await expect(chooseRepairs(as(officer), folder, id, { choices: [] })).rejects.toMatchObject({
    code: 'import-state',
  })
  expect((await listImports(as(officer)))[0]).toMatchObject({ id, state: 'cancelled' })
})

test('cancelled before its thread begins: nothing waits for it, and the next one takes its turn', async () => {
  const { id } = await send('d.gpkg', await exported('gpkg'))
  await stopImport(as(officer), id)
  const next = await send('e.geojson', await exported('geojson'))
  expect(await settled(next.id)).toMatchObject({ state: 'checked' })
})

test('a form without a file, and one that is cut off, leave nothing behind', async () => {
  const before = readdirSync(folder)
  const form = new FormData()
  form.append('other', new Blob(['x']), 'x.json')
  const request = new Response(form)
  const type = request.headers.get('content-type') ?? ''
  await expect(
    receiveFile(Readable.fromWeb(request.body as ReadableStream), type, folder),
  ).rejects.toMatchObject({
    code: 'unknown-field',
    field: 'other',
  })
  await expect(receiveFile(Readable.from([]), type, folder)).rejects.toMatchObject({ code: 'bad-field' })
  const cut = new Response('--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf')
  await expect(
    receiveFile(Readable.fromWeb(cut.body as ReadableStream), 'multipart/form-data; boundary=x', folder),
  ).rejects.toMatchObject({ code: 'bad-field' })
  expect(readdirSync(folder)).toEqual(before)
})
