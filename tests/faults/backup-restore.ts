import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readManifest } from '@jingwei/api/backup/manifest.ts'
import postgres from 'postgres'
import { startConsole } from '../support/console-process.ts'
import { type Drill, drill } from '../support/drill.ts'
import { CannotRun, type Cluster, startCluster } from '../support/postgres-cluster.ts'
import { cityUrl } from '../support/prepared-city.ts'
import { ReportStream } from '../support/report-stream.ts'
import { runScript, type ScriptRun } from '../support/run-script.ts'

/**
 * Proves that `pnpm backup` and `pnpm restore` keep every row: the demo city with fresh reports is backed up (on PostGIS while reports come
 * in, the embedded one stopped), restored into an embedded database and into a PostGIS, backed up there once more, and compared table by
 * table; the restored console answers, takes a report and its audit log verifies. A flipped byte is named, a database that is not empty is
 * left alone, and a restore that is killed leaves nothing behind.
 */
const reports = 300

await drill('backup-restore', { on: ['embedded', 'postgis'] }, async d => {
  mkdirSync(join(d.dataDir, 'evidence'), { recursive: true })
  writeFileSync(join(d.dataDir, 'evidence', 'picture'), 'a picture')
  const source = await d.start()
  await source.ready()
  const stream = await ReportStream.begin(source.url, { senders: 4 })
  await stream.until(reports)
  const first = join(d.folder, 'first')
  const from = { DATA_DIR: d.dataDir, ...(d.cluster === null ? {} : { DATABASE_URL: cityUrl(d.cluster) }) }
  let taken: ScriptRun
  if (d.database === 'postgis') {
    taken = await runScript('backup', [first], from)
    await stream.stop()
    await source.stop()
  } else {
    await stream.stop()
    const refused = await runScript('backup', [first], from)
    d.check(
      refused.code === 1 && refused.said.includes(source.url),
      'a backup of an embedded database in use is refused, and told who uses it',
    )
    await source.stop()
    taken = await runScript('backup', [first], from)
  }
  d.check(taken.code === 0, 'backup', `${taken.seconds.toFixed(1)} s, ${lastLine(taken.said)}`)
  if (taken.code !== 0) throw new Error(taken.said)
  await flipped(d, first)

  await into(d, 'embedded', first, { DATA_DIR: join(d.folder, 'to-embedded') })
  await intoServer(d, first)
})

async function flipped(d: Drill, backup: string) {
  const copy = join(d.folder, 'flipped')
  cpSync(backup, copy, { recursive: true })
  const file = join(copy, 'tables', 'incident_event.ndjson.gz')
  const bytes = readFileSync(file)
  const middle = bytes.length >> 1
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  writeFileSync(file, bytes)
  const { code, said } = await runScript('restore', [copy], { DATA_DIR: join(d.folder, 'none') })
  d.check(
    code === 1 && said.includes('tables/incident_event.ndjson.gz'),
    'one flipped bit is found and named',
  )
}

/** The moving path: what the embedded database held goes into a server, and the other way round. */
async function intoServer(d: Drill, backup: string) {
  let cluster: Cluster
  try {
    cluster = d.cluster ?? (await startCluster(join(d.folder, 'target-cluster')))
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error
    return d.say(`not tried: into PostGIS. ${error.message}`)
  }
  d.later(() => cluster.stop('immediate'))
  const sql = postgres(cluster.url, { max: 1, onnotice: () => {} })
  await sql`create database restored`
  await sql.end()
  const target = {
    DATA_DIR: join(d.folder, 'to-postgis'),
    DATABASE_URL: cluster.url.replace(/\w+$/, 'restored'),
  }
  const cut = await runScript('restore', [backup], target, (child, said) => {
    if (said.includes('incident ')) child.kill('SIGKILL')
  })
  const tables = postgres(target.DATABASE_URL, { max: 1 })
  const left = await tables`select 1 from pg_class where relname in ('city', 'migration', 'incident')`
  await tables.end()
  d.check(cut.code === null && left.length === 0, 'a restore that is killed leaves nothing', left.length)
  await into(d, 'postgis', backup, target)
}

/** Restores, compares with a second backup, and looks whether the city is alive there. */
async function into(
  d: Drill,
  kind: string,
  backup: string,
  target: { DATA_DIR: string; DATABASE_URL?: string },
) {
  const restored = await runScript('restore', [backup], target)
  d.check(restored.code === 0, `restored into ${kind}`, `${restored.seconds.toFixed(1)} s`)
  if (restored.code !== 0) throw new Error(restored.said)
  const twice = await runScript('restore', [backup], target)
  d.check(
    twice.code === 1 && twice.said.includes('not empty'),
    'a database that holds something is left alone',
  )

  const again = join(d.folder, `again-${kind}`)
  const second = await runScript('backup', [again], target)
  if (second.code !== 0) throw new Error(second.said)
  const [before, after] = [await readManifest(backup), await readManifest(again)]
  const differing = before.tables.filter(({ name, rows }) => {
    const other = after.tables.find(each => each.name === name)
    return other?.rows.count !== rows.count || other.rows.hash !== rows.hash
  })
  const rows = after.tables.reduce((sum, table) => sum + table.rows.count, 0)
  d.check(
    differing.length === 0 && after.tables.length === before.tables.length,
    `tables on ${kind} that differ from the source`,
    `${differing.length} of ${after.tables.length}, ${rows} rows compared`,
  )
  d.check(
    JSON.stringify(after.sequences) === JSON.stringify(before.sequences),
    'sequences stand where they stood',
  )
  d.check(after.files[0]?.sha256 === before.files[0]?.sha256, 'pictures are the same')
  const verified = await runScript('audit-log', ['verify'], target)
  d.check(
    verified.code === 0,
    `audit log and cases verify on ${kind}`,
    verified.said.trim().split('\n').at(-1),
  )

  const running = await startConsole({ ...target, REPORTS_PER_MINUTE: '0' })
  d.later(() => running.kill())
  await running.ready()
  const stream = await ReportStream.begin(running.url, { senders: 2, total: 5 })
  await stream.done
  const { lost } = await stream.compare()
  d.check(lost === 0 && stream.confirmed.size === 5, `the restored console on ${kind} takes reports`)
  await running.stop()
}

function lastLine(said: string): string {
  return said.split('\n').find(line => line.includes('rows')) ?? ''
}
