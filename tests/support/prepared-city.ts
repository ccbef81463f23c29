import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { startConsole } from './console-process.ts'
import { type Cluster, openCluster, startCluster } from './postgres-cluster.ts'

export type DrillDatabase = 'embedded' | 'postgis'

/** The demo city, loaded, on a database of one's own. */
export interface CityCopy {
  /** `DATA_DIR`. */
  readonly dataDir: string
  /** Null: the embedded database in `dataDir`. */
  readonly cluster: Cluster | null
}

/**
 * Loads the demo city below `folder`. Loading takes a minute: where `DRILLS_PREPARED` names a folder it is done there once, and copied
 * for everyone who asks. On PostGIS it is in a server of its own, in the database `jingwei`.
 */
export async function cityCopy(database: DrillDatabase, folder: string): Promise<CityCopy> {
  const shared = process.env.DRILLS_PREPARED
  if (!shared) await load(database, folder)
  else {
    const prepared = join(shared, database)
    if (!existsSync(prepared)) {
      const draft = `${prepared}.loading-${process.pid}`
      mkdirSync(draft, { recursive: true, mode: 0o711 })
      await load(database, draft)
      renameSync(draft, prepared)
    }
    // With owners and modes: PostgreSQL looks at them.
    execFileSync('cp', ['-a', `${prepared}/.`, folder])
  }
  const dataDir = join(folder, 'data')
  return { dataDir, cluster: database === 'embedded' ? null : await openCluster(join(folder, 'cluster')) }
}

/** `DATABASE_URL` of the city in a cluster. */
export function cityUrl({ url }: Pick<Cluster, 'url'>): string {
  return url.replace(/\w+$/, 'jingwei')
}

/** The whole history, on a busy machine. */
const loadMs = 10 * 60_000

async function load(database: DrillDatabase, folder: string) {
  const cluster = database === 'embedded' ? null : await startCluster(join(folder, 'cluster'))
  if (cluster !== null) {
    const sql = postgres(cluster.url, { max: 1 })
    await sql`create database jingwei`
    await sql.end()
  }
  const where = cluster === null ? {} : { DATABASE_URL: cityUrl(cluster) }
  const running = await startConsole({ DATA_DIR: join(folder, 'data'), ...where })
  try {
    await running.ready(loadMs)
  } finally {
    await running.stop()
    await cluster?.stop('fast')
  }
}
