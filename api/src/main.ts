import { mkdirSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { loadKeyring } from './access/keyring.ts'
import { fillDatabase } from './city/fill-database.ts'
import { lockFolder } from './database/folder-lock.ts'
import { migrate } from './database/migrate.ts'
import { openEmbedded, openHeld, openServer } from './database/open.ts'
import { endDrafting } from './drafts/drafting.ts'
import { openFeed } from './events/open-feed.ts'
import { openBucketStore } from './evidence/bucket-store.ts'
import { openDiskStore } from './evidence/disk-store.ts'
import { sweepAtStart } from './evidence/let-go.ts'
import { createAtlases } from './grids/atlases.ts'
import { Startup, type Step } from './health/startup.ts'
import { openHeatStore } from './heat/open-heat-store.ts'
import { sweepIncoming } from './imports/receive-file.ts'
import { createLog } from './log.ts'
import { Metrics } from './metrics/metrics.ts'
import { startLadder } from './moves/ladder-timer.ts'
import { startRetention } from './reporters/retention-timer.ts'
import { serve } from './serve.ts'
import type { Service } from './service.ts'
import { readSettings, type Settings } from './settings.ts'
import { Tiles } from './tiles/tiles.ts'

export interface Running {
  readonly settings: Settings
  readonly url: string
  /** Settles when everything is loaded; rejects when the start failed. */
  readonly ready: Promise<void>
  readonly service: Service
  /** Finishes running requests, writes the embedded database out, lets the folder go. */
  stop(): Promise<void>
}

/**
 * The program: reads the environment (the only place that does), listens at once, and opens, migrates and fills the database while
 * `/api/health` says how far it is. Throws `SettingsError`, `FolderInUseError`, and the operating system's errors for the port.
 */
export async function run(onStep: (step: Step, progress: number) => void = () => {}): Promise<Running> {
  const settings = readSettings(process.env)
  const startup = new Startup()
  startup.onReport(onStep)
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 })
  const service: Service = {
    settings,
    startup,
    log: createLog(settings.logLevel),
    database: null,
    atlases: createAtlases(),
    keyring: loadKeyring({ keys: settings.keys, file: join(settings.dataDir, 'keyring') }),
    setup: { code: null },
    heat: openHeatStore(() => service),
    feed: openFeed(() => service),
    tiles: new Tiles(),
    metrics: new Metrics(),
    evidence: settings.evidenceBucket
      ? openBucketStore(settings.evidenceBucket)
      : openDiskStore(settings.evidenceDir),
  }
  const server = serve(service)
  const port = await listen(server, settings).catch(async error => {
    // Probably we ourselves, started twice: then say where the first one is.
    if (settings.databaseUrl === undefined) await (await lockFolder(settings.dataDir, '')).release()
    throw error
  })
  const url = `http://${settings.host === '0.0.0.0' || settings.host === '::' ? 'localhost' : settings.host}:${port}`
  const embeds = settings.databaseUrl === undefined
  const lock = embeds
    ? await lockFolder(settings.dataDir, url).catch(error => {
        server.close()
        throw error
      })
    : null

  const prepared = prepare(service)
  // Not before everything is loaded: cases of the history are still being written.
  let stopTimers = () => {}
  prepared.then(() => {
    if (startup.stopping.aborted) return
    const stops = [startLadder(service), startRetention(service)]
    stopTimers = () => {
      for (const stop of stops) stop()
    }
    sweepAtStart(service)
    void sweepIncoming(join(settings.dataDir, 'imports'), new Date(), !embeds).catch(ignored)
    void service.heat.fill()
  }, ignored)
  return {
    settings,
    url,
    service,
    ready: prepared,
    async stop() {
      stopTimers()
      startup.stop()
      service.feed.close()
      await service.heat.close()
      await service.tiles.close()
      await close(server)
      await endDrafting()
      await prepared.catch(() => {})
      await service.database?.close()
      await lock?.release()
    },
  }
}

/** Whoever waits for the start is told; nobody else needs to be. */
function ignored(): void {}

async function prepare(service: Service): Promise<void> {
  const { settings, startup, log } = service
  startup.report(settings.databaseUrl === undefined ? 'creating-database' : 'connecting')
  service.database =
    settings.databaseUrl === undefined
      ? await openEmbedded(join(settings.dataDir, 'database'), log)
      : await openServer(settings.databaseUrl, log)
  startup.report('migrating')
  const owner = service.database
  await migrate(owner.sql)
  const held = settings.databaseUrl === undefined ? null : await openHeld(owner, settings.databaseUrl, log)
  if (held !== null) service.database = held
  await fillDatabase(service, owner.sql)
  if (held !== null) await owner.close()
  if (!startup.stopping.aborted) startup.report('done', 1)
}

function listen(server: Server, { host, port }: Settings): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

/** How long running requests may take when the program stops. */
const farewellMilliseconds = 10_000

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(() => server.closeAllConnections(), farewellMilliseconds)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    server.closeIdleConnections()
  })
}
