import { refuseOpenDemo } from '../access/open-demo.ts'
import { resealSecondFactors } from '../access/reseal-second-factors.ts'
import { prepareAccounts } from '../access/setup.ts'
import { resealHead } from '../audit/reseal-head.ts'
import type { Ctx } from '../context.ts'
import type { Sql } from '../database/sql.ts'
import { registerVersions } from '../grids/register-version.ts'
import { resealReporters } from '../reporters/reseal.ts'
import { programContext, type Service } from '../service.ts'
import { readCityFolder } from './city-folder.ts'
import { selectLoadState } from './load-city.queries.ts'
import { loadCity } from './load-city.ts'
import { loadIncidents } from './load-incidents.ts'

/**
 * What a start does about the city: loads the folder into an empty database, opens the service as soon as its grids are there, then loads
 * the incidents, or the rest of them. A database with a complete city is left alone, whatever the folder says by now.
 */
export async function fillDatabase(service: Service, sql: Sql): Promise<void> {
  const { startup, settings } = service
  const state = await selectLoadState(sql)
  const complete = state?.historyComplete ?? false
  const folder = complete ? null : await readCityFolder(settings.cityDir)
  if (state === undefined && folder !== null) {
    startup.report('loading-city')
    await loadCity(sql, folder, { demo: settings.demo, now: new Date() })
  }
  startup.report('indexing')
  const ctx = programContext(service, sql)
  // The first request should not be the one that waits for the kernel.
  await ctx.atlases.at(ctx, ctx.now)
  await refuseOpenDemo(ctx, settings)
  await registerVersions(ctx)
  await prepareAccounts(ctx, service.setup, folder?.profile.demoGrid)
  startup.open()
  await resealAfterRotation(ctx)
  if (folder === null) return
  startup.report('loading-incidents')
  const total = await countIncidents(folder)
  const tell = (lines: number) => startup.report('loading-incidents', lines / total)
  await loadIncidents(ctx, folder, tell, startup.stopping)
}

/** A key that is missing costs the contacts it sealed, not the service. */
async function resealAfterRotation(ctx: Ctx): Promise<void> {
  await resealReporters(ctx).catch(error =>
    ctx.log.error({ err: error }, 'contacts could not be sealed anew'),
  )
  await resealSecondFactors(ctx).catch(error =>
    ctx.log.error({ err: error }, 'one-time codes could not be sealed anew'),
  )
  await resealHead(ctx).catch(error =>
    ctx.log.error({ err: error }, 'the end of the audit log could not be sealed anew'),
  )
}

async function countIncidents(folder: { incidents(): AsyncIterable<unknown> }): Promise<number> {
  let count = 0
  for await (const _ of folder.incidents()) count++
  return Math.max(1, count)
}
