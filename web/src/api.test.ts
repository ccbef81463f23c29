import { afterEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { Failure, get, send, url } from './api.ts'

const Contract = z.object({ n: z.number() })
afterEach(() => vi.unstubAllGlobals())

function answer(status: number, body: unknown): void {
  vi.stubGlobal(
    'fetch',
    async () => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }),
  )
}

describe('a question to the API', () => {
  test('is answered by its contract', async () => {
    answer(200, { n: 1, more: true })
    await expect(get('/api/x', Contract)).resolves.toEqual({ n: 1 })
  })

  test('fails with the code of the problem, its field and request', async () => {
    answer(400, { code: 'bad-field', status: 400, field: 'title', requestId: 'r1' })
    await expect(send('POST', '/api/x', Contract, {})).rejects.toMatchObject({
      code: 'bad-field',
      field: 'title',
      requestId: 'r1',
      status: 400,
    })
  })

  test.each([
    [404, 'not-found'],
    [429, 'too-many-requests'],
    [502, 'offline'],
    [500, 'internal'],
  ])('status %d without a problem is %s', async (status, code) => {
    answer(status, '<html>proxy</html>')
    await expect(get('/api/x', Contract)).rejects.toMatchObject({ code })
  })

  test('an unknown code of a newer API is told by its status', async () => {
    answer(404, { code: 'grid-on-the-moon' })
    await expect(get('/api/x', Contract)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('an answer that is not the one asked for is unreadable', async () => {
    answer(200, { n: 'one' })
    await expect(get('/api/x', Contract)).rejects.toMatchObject({ code: 'unreadable-answer' })
    answer(200, 'half a {')
    await expect(get('/api/x', Contract)).rejects.toMatchObject({ code: 'unreadable-answer' })
  })

  test('without a server it is offline', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch')
    })
    await expect(get('/api/x', Contract)).rejects.toBeInstanceOf(Failure)
    await expect(get('/api/x', Contract)).rejects.toMatchObject({ code: 'offline' })
  })

  test('given up by the page stays given up', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new DOMException('gone', 'AbortError')
    })
    await expect(get('/api/x', Contract)).rejects.toMatchObject({ name: 'AbortError' })
  })
})

test('equal questions have equal addresses', () => {
  expect(url('/api/x', { a: 1, b: undefined, c: '' })).toBe('/api/x?a=1')
  expect(url('/api/x', {})).toBe('/api/x')
  expect(url('/api/x', { q: "'; drop--&" })).toBe('/api/x?q=%27%3B+drop--%26')
})
