import { randomBytes } from 'node:crypto'
import { parseKeyring } from '@jingwei/api/access/keyring.ts'
import { type Ctx, visitor } from '@jingwei/api/context.ts'
import type { Database } from '@jingwei/api/database/open.ts'
import { openFeed } from '@jingwei/api/events/open-feed.ts'
import { memoryStore } from '@jingwei/api/evidence/testing/memory-store.ts'
import { createAtlases } from '@jingwei/api/grids/atlases.ts'
import { Startup } from '@jingwei/api/health/startup.ts'
import { openHeatStore } from '@jingwei/api/heat/open-heat-store.ts'
import { Metrics } from '@jingwei/api/metrics/metrics.ts'
import type { Service } from '@jingwei/api/service.ts'
import { readSettings } from '@jingwei/api/settings.ts'
import { Tiles } from '@jingwei/api/tiles/tiles.ts'
import { testLog } from './database.ts'

/** What `main.ts` makes of a start, for one test file: ready to answer, with keys of its own. `env` as in docs/configuration.md. */
export function testService(database: Database | null, env: Readonly<Record<string, string>> = {}): Service {
  const startup = new Startup()
  startup.report('done', 1)
  startup.open()
  const service: Service = {
    settings: readSettings(env),
    log: testLog,
    startup,
    database,
    atlases: createAtlases(),
    keyring: parseKeyring(randomBytes(32).toString('base64')),
    setup: { code: null },
    heat: openHeatStore(() => service),
    feed: openFeed(() => service),
    tiles: new Tiles(),
    metrics: new Metrics(),
    evidence: memoryStore(),
  }
  return service
}

/** A context as a request's, made by hand; `about` replaces what matters to the test. */
export function testContext(service: Service, about: Partial<Ctx> = {}): Ctx {
  const { database, atlases, heat, keyring, log } = service
  if (database === null) throw new Error('this service has no database')
  return {
    sql: database.sql,
    atlases,
    heat,
    keyring,
    log,
    actor: visitor,
    address: null,
    now: new Date(),
    ...about,
  }
}
