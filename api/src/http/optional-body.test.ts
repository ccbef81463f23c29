import { createRoute, z } from '@hono/zod-openapi'
import { afterEach, expect, test } from 'vitest'
import { answerError, answers, newRouter } from '../http.ts'
import { optionalBody } from './optional-body.ts'
import { createHttpServer } from './server.ts'

const said = z.strictObject({ remark: z.string().max(9).optional() })
const route = createRoute({
  method: 'post',
  path: '/steps',
  ...optionalBody(said),
  responses: answers(z.unknown(), 'what was said'),
})
const app = newRouter().openapi(route, c => c.json(c.req.valid('json') as never, 200))
app.onError((error, c) => answerError(error, c, console as never))
const server = createHttpServer(app.fetch)
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

test('a body that may be left out may be left out by those who name its type too, through a socket and without one', async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/steps`
  const json = { 'content-type': 'application/json' }
  const answer = async (body?: string, headers: Record<string, string> = {}) => {
    const init = { method: 'POST', headers, ...(body === undefined ? {} : { body }) }
    const answers = await Promise.all([fetch(url, init), app.request('/steps', init)])
    const told = await Promise.all(answers.map(async each => `${each.status} ${await each.text()}`))
    expect(told[1]).toBe(told[0])
    return told[0]
  }
  expect(await answer()).toBe('200 {}')
  expect(await answer(undefined, json)).toBe('200 {}')
  expect(await answer('', json)).toBe('200 {}')
  expect(await answer('{"remark":"ok"}', json)).toBe('200 {"remark":"ok"}')
  expect(await answer('{"remark":', json)).toMatch(/^400 .*bad-json/)
  expect(await answer('{"x":1}', json)).toMatch(/^400 .*unknown-field/)
})
