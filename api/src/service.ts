import type { Logger } from 'pino'
import type { Keyring } from './access/keyring.ts'
import type { Setup } from './access/setup.ts'
import type { Database } from './database/open.ts'
import type { Atlases } from './grids/atlases.ts'
import type { Startup } from './health/startup.ts'
import type { Settings } from './settings.ts'

/** What one API process has: made by `main.ts`, or by a test. */
export interface Service {
  readonly settings: Settings
  readonly log: Logger
  readonly startup: Startup
  /** Null until the start has opened it. */
  database: Database | null
  readonly atlases: Atlases
  readonly keyring: Keyring
  /** Holds the code while a real city waits for its first administrator. */
  readonly setup: Setup
}
