import type { Logger } from 'pino'
import type { Keyring } from './access/keyring.ts'
import type { Setup } from './access/setup.ts'
import { type Ctx, visitor } from './context.ts'
import type { Database } from './database/open.ts'
import type { Sql } from './database/sql.ts'
import type { Feed } from './events/feed.ts'
import type { EvidenceStore } from './evidence/store.ts'
import type { Atlases } from './grids/atlases.ts'
import type { Startup } from './health/startup.ts'
import type { HeatStore } from './heat/heat-store.ts'
import type { Metrics } from './metrics/metrics.ts'
import type { Settings } from './settings.ts'
import type { Tiles } from './tiles/tiles.ts'

/** What one API process has: made by `main.ts`, or by a test. */
export interface Service {
  readonly settings: Settings
  readonly log: Logger
  readonly startup: Startup
  /** Null until the start has opened it. */
  database: Database | null
  readonly atlases: Atlases
  readonly heat: HeatStore
  readonly keyring: Keyring
  /** Holds the code while a real city waits for its first administrator. */
  readonly setup: Setup
  /** Tells everybody who listens what happens. */
  readonly feed: Feed
  /** The grids as vector tiles. */
  readonly tiles: Tiles
  readonly metrics: Metrics
  /** Pictures of cases. */
  readonly evidence: EvidenceStore
}

/** The program itself, as nobody in particular. */
export function programContext({ atlases, heat, keyring, log }: Service, sql: Sql): Ctx {
  return { sql, atlases, heat, keyring, log, actor: visitor, address: null, now: new Date() }
}
