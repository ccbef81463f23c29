import { beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../tests/support/database.ts'
import { reportEverywhere, reporter, rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { createApp } from '../app.ts'

let app: ReturnType<typeof createApp>
beforeAll(async () => {
  const service = testService(await freshDatabase())
  const ctx = testContext(service)
  await rightsCity(ctx)
  await reportEverywhere(ctx)
  app = createApp(service)
})

/** As a request from an address arrives. */
const ask = (remoteAddress: string, headers: Record<string, string> = {}, path = '/metrics') =>
  app.request(path, { headers }, { incoming: { socket: { remoteAddress } } })

test('a Prometheus on this machine reads what there is, and nothing of people', async () => {
  await app.request('/api/incidents/1')
  await app.request('/api/no-such-thing/13912345678')
  const answer = await ask('127.0.0.1')
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  const text = await answer.text()
  expect(text).toContain('jingwei_open_cases 4\n')
  expect(text).toContain('jingwei_requests_total{route="/api/incidents/{id}",method="GET",status="200"} 1\n')
  expect(text).toContain('jingwei_requests_total{route="unknown",method="GET",status="404"} 1\n')
  for (const secret of [...Object.values(reporter), 'lead', 'commander']) expect(text).not.toContain(secret)
})

test.each([
  ['203.0.113.9', {}],
  ['10.0.0.1', {}],
  ['127.0.0.1', { 'x-forwarded-for': '203.0.113.9' }],
  ['::1', { forwarded: 'for=203.0.113.9' }],
])('%s with %j finds nothing there', async (address, headers) => {
  expect((await ask(address, headers)).status).toBe(404)
})

test('from elsewhere it takes a right', async () => {
  expect((await ask('203.0.113.9', {}, '/api/metrics')).status).toBe(401)
})
