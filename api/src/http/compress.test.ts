import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { Env } from '../http.ts'
import { compress, encodingFor } from './compress.ts'

const long = { text: '网格'.repeat(2000) }
const app = new Hono<Env>()
app.use(compress)
app.get('/long', c => {
  c.header('ETag', '"v1"')
  return c.json(long)
})
app.get('/short', c => c.json({ ok: true }))
app.get('/encoded', c =>
  c.body('x'.repeat(5000), 200, { 'Content-Encoding': 'br', 'Content-Type': 'application/json' }),
)
app.get('/picture', c => c.body('x'.repeat(5000), 200, { 'Content-Type': 'image/png' }))

const get = (path: string, accept: string) => app.request(path, { headers: { 'accept-encoding': accept } })
const bytes = async (answer: Response) => Buffer.from(await answer.arrayBuffer())

test('a long answer comes in the best encoding that the caller takes', async () => {
  const br = await get('/long', 'gzip, deflate, br, zstd')
  expect(br.headers.get('content-encoding')).toBe('br')
  expect(br.headers.get('vary')).toBe('Accept-Encoding')
  expect(br.headers.get('etag')).toBe('W/"v1"')
  expect(JSON.parse(brotliDecompressSync(await bytes(br)).toString())).toEqual(long)
  const gzip = await get('/long', 'gzip')
  expect(JSON.parse(gunzipSync(await bytes(gzip)).toString())).toEqual(long)
  const plain = await get('/long', 'identity')
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(plain.headers.get('vary')).toBe('Accept-Encoding')
  expect(plain.headers.get('etag')).toBe('"v1"')
  expect(await plain.json()).toEqual(long)
})

test('short answers, pictures and what is encoded already stay as they are', async () => {
  expect((await get('/short', 'br')).headers.get('content-encoding')).toBeNull()
  expect((await get('/picture', 'br')).headers.get('content-encoding')).toBeNull()
  expect(await (await get('/encoded', 'br')).text()).toBe('x'.repeat(5000))
})

test.each([
  ['br;q=0, gzip', 'gzip'],
  ['br;q=0.0', null],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip;q=1.0, br;q=0.5', 'gzip'],
  ['*', 'br'],
  ['*;q=0', null],
  ['br;q=0, *', 'gzip'],
  ['br;q=0, gzip;q=0, *', null],
  ['identity', null],
  ['', null],
  ['BR', 'br'],
] as const)('accept-encoding %j', (accept, encoding) => {
  expect(encodingFor(accept)).toBe(encoding)
})
