import { gunzipSync } from 'node:zlib'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { beforeAll, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../../../tests/support/api-client.ts'
import { townDatabase } from '../../../tests/support/city-database.ts'
import { runningApi } from '../../../tests/support/running-api.ts'
import { middleOf } from '../../../tests/support/sample-town.ts'
import { testService } from '../../../tests/support/service.ts'
import { tileAt } from '../heat/cell.ts'
import { TileJson } from './contract.ts'

let api: ApiClient
let url: string
let origin: string
beforeAll(async () => {
  const service = testService(await townDatabase())
  api = apiClient(service)
  origin = await runningApi(service)
  const { tiles } = await api.read(TileJson, '/tiles/grids.json')
  const { x, y } = tileAt(...middleOf(4), 12)
  url = new URL(tiles[0] ?? '').pathname
    .replace(/%7B/g, '{')
    .replace(/%7D/g, '}')
    .replace('{z}/{x}/{y}', `12/${x}/${y}`)
})

const get = (path: string, headers: Record<string, string> = {}) => api.ask('GET', path, undefined, headers)

test('TileJSON says where the tiles of the version in force are, and what is in them', async () => {
  const about = await api.read(TileJson, '/tiles/grids.json')
  expect(about.tiles).toEqual(['http://localhost/tiles/grids/1/{z}/{x}/{y}.mvt'])
  expect(about.vector_layers.map(({ id }) => id)).toEqual(['grids', 'borders', 'names'])
  const [west, south, east, north] = about.bounds
  expect(west < east && south < north).toBe(true)
})

test('a tile is gzipped once, never changes, and says so', async () => {
  const packed = await get(url, { 'accept-encoding': 'gzip, br' })
  expect(packed.status).toBe(200)
  expect(Object.fromEntries(packed.headers)).toMatchObject({
    'content-type': 'application/vnd.mapbox-vector-tile',
    'content-encoding': 'gzip',
    'cache-control': 'public, max-age=31536000, immutable, no-transform',
  })
  const etag = packed.headers.get('etag') ?? ''
  expect(etag).toMatch(/^"[^"]+"$/)
  const plain = await get(url, { 'accept-encoding': 'identity' })
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(plain.headers.get('etag')).not.toBe(etag)
  const bytes = new Uint8Array(await plain.arrayBuffer())
  expect(new Uint8Array(gunzipSync(await packed.arrayBuffer()))).toEqual(bytes)
  expect(Object.keys(new VectorTile(new PbfReader(bytes)).layers)).toEqual(['grids', 'borders', 'names'])
  expect((await get(url, { 'accept-encoding': 'gzip', 'if-none-match': etag })).status).toBe(304)
  expect((await get(url, { 'accept-encoding': 'gzip', 'if-none-match': '"other"' })).status).toBe(200)
})

test('a tile that is made already is sent by the server itself, with the same words', async () => {
  const told = async (method: string, headers: Record<string, string>) => {
    const answer = await fetch(origin + url, { method, headers })
    const said = Object.fromEntries(answer.headers)
    for (const name of ['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length'])
      delete said[name]
    return { status: answer.status, said, bytes: (await answer.arrayBuffer()).byteLength }
  }
  const first = await told('GET', {})
  expect(first.status).toBe(200)
  expect(await told('GET', {})).toEqual(first)
  expect(await told('HEAD', {})).toEqual({ ...first, bytes: 0 })
  expect(await told('GET', { 'if-none-match': first.said.etag ?? '' })).toMatchObject({
    status: 304,
    bytes: 0,
  })
  expect((await told('POST', {})).status).toBe(404)
})

test.each([
  ['a tile where nothing is', '/tiles/grids/1/12/1/1.mvt', 204],
  ['a version that there is not', '/tiles/grids/99/12/1/1.mvt', 404],
  ['a zoom that there is not', '/tiles/grids/1/20/1/1.mvt', 404],
  ['a place beyond the world', '/tiles/grids/1/4/16/1.mvt', 404],
  ['no number', '/tiles/grids/x/4/1/1.mvt', 404],
  ['another ending', '/tiles/grids/1/4/1/1.png', 404],
])('%s: %s', async (_, path, status) => {
  expect((await get(path)).status).toBe(status)
})
