import { createRoute, z } from '@hono/zod-openapi'
import { expect, test, vi } from 'vitest'
import { answerError, answers, answerUnknownRoute, jsonBody, newRouter } from '../http.ts'
import { createLog } from '../log.ts'
import { Problem } from '../problem.ts'
import { Instant } from '../wire.ts'
import { guardBody } from './body.ts'

const testLog = createLog('silent')

const Input = z.strictObject({
  name: z.string().min(2),
  datum: z.enum(['wgs84', 'gcj02']).optional(),
  at: Instant.optional(),
  points: z.array(z.tuple([z.number(), z.number()])).optional(),
})
const post = createRoute({
  method: 'post',
  path: '/api/things/{id}',
  request: { params: z.object({ id: z.string().regex(/^\d+$/) }), body: jsonBody(Input) },
  responses: answers(z.object({ ok: z.boolean() }), 'fine'),
})
const failures: Record<string, () => Error> = {
  known: () => new Problem('unknown-class', { field: 'classCode', detail: { code: 'X' } }),
  unknown: () => new Error('secret words of the inside'),
  gone: () => Object.assign(new Error('write CONNECTION_CLOSED'), { code: 'CONNECTION_CLOSED' }),
  full: () => Object.assign(new Error('could not extend file'), { code: '53100' }),
  nul: () => Object.assign(new Error('invalid byte sequence'), { code: '22021' }),
}

const app = newRouter()
app.onError((error, c) => answerError(error, c, testLog))
app.use(guardBody)
app.openapi(post, c => c.json({ ok: true }, 200))
app.get('/api/fails/:how', c => {
  throw failures[c.req.param('how')]?.() ?? new Error('no such failure')
})
app.notFound(c => answerUnknownRoute(app, c))

async function send(body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  const answer = await app.request('/api/things/1', { method: 'POST', body, headers })
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    body: (await answer.json()) as { code?: string },
  }
}

test.each([
  ['{"name":"ab"}', 200, { ok: true }],
  ['{"name":"ab","colour":"red"}', 400, { code: 'unknown-field', field: 'colour' }],
  ['{"colour":"red"}', 400, { code: 'unknown-field', field: 'colour' }],
  ['{"name":1}', 400, { code: 'bad-field', field: 'name' }],
  ['{}', 400, { code: 'bad-field', field: 'name' }],
  ['[]', 400, { code: 'bad-field', field: '' }],
  ['null', 400, { code: 'bad-field', field: '' }],
  ['', 400, { code: 'bad-json' }],
  ['{"name":', 400, { code: 'bad-json' }],
  ['{"name":NaN}', 400, { code: 'bad-json' }],
  ['{"name":"ab","points":[[1,Infinity]]}', 400, { code: 'bad-json' }],
  ['{"name":"ab","points":[[1,2],[1,1e999]]}', 400, { code: 'bad-field', field: 'points.1.1' }],
  ['{"name":"ab","datum":"mercator"}', 400, { code: 'bad-datum', field: 'datum' }],
  ['{"name":"ab","at":"2026-03-01 08:00"}', 400, { code: 'bad-time', field: 'at' }],
  ['{"name":"ab","__proto__":{"admin":true}}', 400, { code: 'unknown-field', field: '__proto__' }],
])('%s → %i', async (text, status, body) => {
  const answer = await send(text)
  expect(answer.status).toBe(status)
  expect(answer.body).toMatchObject(body)
  if (status !== 200) expect(answer.type).toBe('application/problem+json')
})

test('only JSON is read', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
    expect((await send('{"name":"ab"}', { 'content-type': type })).body.code).toBe('unsupported-media-type')
  expect((await send('{"name":"ab"}', { 'content-type': 'application/json; charset=utf-8' })).status).toBe(
    200,
  )
})

test('a body of 10 MB is refused, declared or not', async () => {
  const huge = JSON.stringify({ name: 'x'.repeat(10_000_000) })
  expect((await send(huge)).status).toBe(413)
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(huge))
      controller.close()
    },
  })
  const init = {
    method: 'POST',
    body: stream,
    duplex: 'half',
    headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
  }
  const answer = await app.request('/api/things/1', init as RequestInit)
  expect(answer.status).toBe(413)
  expect(await answer.json()).toMatchObject({ code: 'body-too-large' })
})

test('an unknown address is 404, a known one with another method 405', async () => {
  const unknown = await app.request('/api/nothing')
  expect(unknown.status).toBe(404)
  expect(await unknown.json()).toEqual({ code: 'not-found', status: 404 })
  const wrong = await app.request('/api/things/1', { method: 'DELETE' })
  expect(wrong.status).toBe(405)
  expect(wrong.headers.get('allow')).toBe('POST')
  expect(await wrong.json()).toMatchObject({ code: 'method-not-allowed', detail: { allowed: ['POST'] } })
  const readable = await app.request('/api/fails/known', { method: 'DELETE' })
  expect(readable.headers.get('allow')).toBe('GET, HEAD')
})

test('what was thrown becomes a code; the inside stays inside', async () => {
  const logged = vi.spyOn(testLog, 'error').mockImplementation(() => {})
  const fail = async (how: string) => {
    const answer = await app.request(`/api/fails/${how}`)
    return { status: answer.status, retry: answer.headers.get('retry-after'), text: await answer.text() }
  }
  const known = await fail('known')
  expect(JSON.parse(known.text)).toEqual({
    code: 'unknown-class',
    status: 400,
    field: 'classCode',
    detail: { code: 'X' },
  })
  const unknown = await fail('unknown')
  expect(unknown).toMatchObject({ status: 500, text: '{"code":"internal","status":500}' })
  expect(logged).toHaveBeenCalledTimes(1)
  expect(await fail('gone')).toMatchObject({
    status: 503,
    retry: '2',
    text: expect.stringContaining('database-unavailable'),
  })
  expect(await fail('full')).toMatchObject({ status: 507, text: expect.stringContaining('disk-full') })
  expect(await fail('nul')).toMatchObject({ status: 400, text: expect.stringContaining('bad-field') })
})
