import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import postgres from 'postgres'
import { CannotRun, type Cluster, startCluster } from '../support/postgres-cluster.ts'

/** A PostGIS of the benchmark's own. */
export interface Throwaway {
  readonly sql: postgres.Sql
  readonly cluster: Cluster
  stop(): Promise<void>
}

/** Null, and a sentence, where this machine has no PostgreSQL with PostGIS. */
export async function throwawayPostgis(): Promise<Throwaway | null> {
  const folder = mkdtempSync(`${tmpdir()}/jingwei-bench-`)
  try {
    const cluster = await startCluster(folder, ['shared_buffers=512MB', 'max_wal_size=4GB', 'work_mem=64MB'])
    const sql = postgres(cluster.url, { max: 4, onnotice: () => {} })
    await sql`create extension postgis`
    const stop = async () => {
      await sql.end()
      await cluster.stop('fast')
      rmSync(folder, { recursive: true, force: true })
    }
    return { sql, cluster, stop }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    if (!(error instanceof CannotRun)) throw error
    console.log(`PostGIS is not compared with: ${error.message}`)
    return null
  }
}
