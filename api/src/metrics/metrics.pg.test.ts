import { beforeAll, expect, test, vi } from 'vitest'
import { freshDatabase } from '../../../tests/support/database.ts'
import { reportEverywhere, reporter, rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { createApp } from '../app.ts'
import type { Sql } from '../database/sql.ts'

let app: ReturnType<typeof createApp>
let sql: Sql
beforeAll(async () => {
  const service = testService(await freshDatabase())
  const ctx = testContext(service)
  sql = ctx.sql
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

test('what the pool does is told: who waits for a connection, and that all were given back', async () => {
  const pool = async () => {
    const text = await (await ask('127.0.0.1')).text()
    return ['queries', 'transactions', 'waiting'].map(name =>
      Number(new RegExp(`^jingwei_pool_${name} (\\d+)$`, 'm').exec(text)?.[1]),
    )
  }
  expect(await pool()).toEqual([0, 0, 0])
  const { connections } = sql.load
  let open = () => {}
  const gate = new Promise<void>(resolve => {
    open = resolve
  })
  let begun = 0
  const all = Array.from({ length: connections + 2 }, () =>
    sql.begin(async tx => {
      await tx`select 1`
      begun++
      await gate
    }),
  )
  await vi.waitFor(() => expect(begun).toBe(connections))
  expect(sql.load).toMatchObject({ queries: 0, transactions: connections, waiting: 2 })
  open()
  await Promise.all(all)
  await expect(sql`select 1 / 0`).rejects.toThrow()
  await expect(sql.begin(tx => tx`select 1 / 0`)).rejects.toThrow()
  expect(await pool()).toEqual([0, 0, 0])
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
