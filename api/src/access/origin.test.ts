import { describe, expect, test } from 'vitest'
import { isForeign } from './origin.ts'

const request = (method: string, headers: Record<string, string>) =>
  new Request('http://city.example/api/session', { method, headers: { host: 'city.example', ...headers } })
const publicUrl = 'https://grid.city.example/'

describe('a request that changes something', () => {
  test.each([
    ['from our own page', { 'sec-fetch-site': 'same-origin' }, false],
    ['typed by the person', { 'sec-fetch-site': 'none' }, false],
    ['from another site', { 'sec-fetch-site': 'cross-site' }, true],
    ['from a sister site', { 'sec-fetch-site': 'same-site' }, true],
    [
      'from another site that lies about its origin',
      { 'sec-fetch-site': 'cross-site', origin: 'http://city.example' },
      true,
    ],
    ['from our page over plain http', { origin: 'http://city.example' }, false],
    ['from another site over plain http', { origin: 'http://evil.example' }, true],
    ['from another port', { origin: 'http://city.example:8080' }, true],
    ['from a sandboxed frame', { origin: 'null' }, true],
    ['from the public address behind a proxy', { origin: 'https://grid.city.example' }, false],
    ['from no browser at all', {}, false],
  ])('%s', (_, headers, foreign) => {
    expect(isForeign(request('POST', headers as Record<string, string>), publicUrl)).toBe(foreign)
  })
})

test('reading from elsewhere is no danger', () => {
  expect(isForeign(request('GET', { 'sec-fetch-site': 'cross-site' }), null)).toBe(false)
})
