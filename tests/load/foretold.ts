import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { loadCity } from '@jingwei/api/city/load-city.ts'
import { loadIncidents } from '@jingwei/api/city/load-incidents.ts'
import { migrate } from '@jingwei/api/database/migrate.ts'
import { openServer } from '@jingwei/api/database/open.ts'
import { createLog } from '@jingwei/api/log.ts'
import { sampleWishes } from '@jingwei/geodata/geometry/testing/random-operations.ts'
import { startCluster } from '../support/postgres-cluster.ts'
import { reach, type Trial, tryEdits } from '../support/random-edits.ts'
import { sampleTown } from '../support/sample-town.ts'
import { testContext, testService } from '../support/service.ts'
import { throwAwayDatabase } from '../support/throw-away-database.ts'

/**
 * `node --import tsx tests/load/foretold.ts`: 200 random edits of boundaries are foretold, published and compared with what the tables say
 * before and after: open cases, posts, centers, grids with their areas, and that the past stays. Ten towns, for a town of 32 grids is soon
 * worn down by merges. Starts a PostGIS of its own on loopback. Ends with code 1 when one forecast differs.
 */
const towns = 10
const editsEach = 20

const log = createLog('error')
const folder = mkdtempSync(`${tmpdir()}/jingwei-foretold-`)
const cluster = await startCluster(folder)
try {
  const trials: Trial[] = []
  for (let seed = 0; trials.reduce((sum, { edits }) => sum + edits, 0) < towns * editsEach; seed++) {
    const trial = await tryTown(seed)
    trials.push(trial)
    console.log(
      `town ${seed}: ${trial.edits} edits moved ${trial.cases} cases, ${trial.posts} posts, ${trial.centers} centers, ${trial.grids} grids; ${trial.wrong.length} forecasts differ`,
    )
    for (const sentence of trial.wrong) console.log(`  ${sentence}`)
  }
  const edits = trials.reduce((sum, trial) => sum + trial.edits, 0)
  const wrong = trials.reduce((sum, trial) => sum + trial.wrong.length, 0)
  console.log(`${wrong === 0 ? 'PASSED' : 'FAILED'}: ${edits} edits, ${wrong} forecasts differ`)
  process.exitCode = wrong === 0 ? 0 : 1
} finally {
  await cluster.stop('fast')
  rmSync(folder, { recursive: true, force: true })
}

async function tryTown(seed: number): Promise<Trial> {
  const mine = await throwAwayDatabase(cluster.url)
  const database = await openServer(mine.url, log)
  try {
    await migrate(database.sql)
    const city = sampleTown({ levels: 4, incidents: 300 })
    const service = testService(database)
    await loadCity(database.sql, city, { demo: false, now: new Date() })
    await loadIncidents(testContext(service), city)
    const drafts = sampleWishes(6, reach, { seed, lists: editsEach })
    return await tryEdits((actor, now = new Date()) => testContext(service, { actor, now }), drafts)
  } finally {
    await database.close()
    await mine.drop()
  }
}
