import { expect, test } from 'vitest'
import { parseKeyring } from '../access/keyring.ts'
import { createApp } from '../app.ts'
import { openFeed } from '../events/open-feed.ts'
import { memoryStore } from '../evidence/testing/memory-store.ts'
import { createAtlases } from '../grids/atlases.ts'
import { unfilledStore } from '../heat/heat-store.ts'
import { createLog } from '../log.ts'
import { Metrics } from '../metrics/metrics.ts'
import type { Service } from '../service.ts'
import { readSettings } from '../settings.ts'
import { Tiles } from '../tiles/tiles.ts'
import { Health } from './contract.ts'
import { Startup } from './startup.ts'

function starting(): Service {
  const service: Service = {
    settings: { ...readSettings({}), webDir: '/nowhere' },
    log: createLog('silent'),
    startup: new Startup(),
    database: null,
    atlases: createAtlases(),
    heat: unfilledStore(),
    keyring: parseKeyring(Buffer.alloc(32).toString('base64')),
    setup: { code: null },
    feed: openFeed(() => service),
    tiles: new Tiles(),
    metrics: new Metrics(),
    evidence: memoryStore(),
  }
  return service
}

test('while it starts, health says what it does and everything else asks for patience', async () => {
  const service = starting()
  const app = createApp(service)
  service.startup.report('loading-city', 0.5)

  const health = await app.request('/api/health')
  expect(health.status).toBe(503)
  expect(Health.parse(await health.json())).toMatchObject({
    status: 'starting',
    step: 'loading-city',
    progress: 0.5,
    database: 'embedded',
    databaseReachable: false,
  })
  const city = await app.request('/api/city')
  expect(city.status).toBe(503)
  expect(city.headers.get('retry-after')).toBe('2')
  expect(await city.json()).toMatchObject({ code: 'starting', detail: { step: 'loading-city' } })
})

test('the page is there at once and says how far the start is', async () => {
  const app = createApp(starting())
  for (const path of ['/', '/incidents/12']) {
    const page = await app.request(path)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('data-jingwei-start')
  }
  expect((await app.request('/assets/gone.js')).status).toBe(404)
})

test('the one inline script of the start page is the one that the policy lets pass', async () => {
  const page = await createApp(starting()).request('/')
  const script = /<script>([\s\S]*)<\/script>/.exec(await page.text())?.[1] ?? ''
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(script))
  expect(page.headers.get('content-security-policy')).toContain(
    `'sha256-${Buffer.from(digest).toString('base64')}'`,
  )
})

test('every answer carries the headers that keep other sites out', async () => {
  const app = createApp(starting())
  for (const path of ['/', '/api/health', '/api/nothing']) {
    const { headers } = await app.request(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*(blob|unsafe-inline|data:)/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{12}$/)
  }
})

test('no path leads out of the folder of the page', async () => {
  const app = createApp({ ...starting(), settings: { ...readSettings({}), webDir: import.meta.dirname } })
  for (const path of [
    '/..%2fapp.ts',
    '/%2e%2e/app.ts',
    '/x/..%2f..%2fapp.ts',
    '/startup.ts%00.js',
    '/%E0%A4%A',
  ])
    expect(await (await app.request(path)).text()).not.toContain('createApp')
})

test('opened settles when it becomes usable', async () => {
  const startup = new Startup()
  expect(startup.usable).toBe(false)
  startup.open()
  await startup.opened
  expect(startup.usable).toBe(true)
})
