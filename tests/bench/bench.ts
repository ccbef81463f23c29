import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { benchBoundaries } from './boundaries.ts'
import { throwawayPostgis } from './database.ts'
import { demoGrids } from './demo-grids.ts'
import { benchDragFrames } from './drag-frames.ts'
import { benchHeat } from './heat.ts'
import { benchImports } from './imports.ts'
import type { Result } from './measure.ts'
import { installPeers } from './peers.ts'
import { benchRouteOverHttp } from './route-over-http.ts'
import { benchRouting } from './routing.ts'
import { serveDemo } from './served-demo.ts'
import { writeResults } from './table.ts'
import { benchCachedTiles, benchTiles } from './tiles.ts'

/**
 * `npx pnpm@12 bench [--quick]`: ours against the usual tools, on this machine, in one run. Correctness first, then rates in turn, best of three;
 * ends with code 1 when a ratio is below its goal. `--quick` takes up to 5 minutes on two cores and leaves out the largest table and the browser.
 */
const quick = process.argv.includes('--quick')
const notes: string[] = []
const before = loadavg()[0] ?? 0
installPeers()
console.log(`load average ${before.toFixed(1)}; for figures that mean something it should be below 1`)
const demo = await demoGrids()
const database = await throwawayPostgis()
const results: Result[] = []
try {
  if (database === null) notes.push('PostGIS was not installed: nothing is compared with it.')
  results.push(...(await benchRouting(demo, quick)))
  if (database !== null) results.push(...(await benchImports(demo, database, quick)))
  if (database !== null) results.push(...(await benchTiles(demo, database, quick)))
  const served = database === null ? null : await serveDemo(database.cluster.url)
  if (served !== null) {
    results.push(...(await benchCachedTiles(served.service, served.tile, quick)))
    results.push(...(await benchRouteOverHttp(served.service, served.url, demo, quick)))
  }
  results.push(...(await benchBoundaries(demo, served?.service ?? null, quick)))
  await served?.stop()
  const drags = quick ? [] : benchDragFrames()
  if (drags === null) notes.push('There was no browser: frames of a drag were not measured in one.')
  results.push(...(drags ?? []))
  const heat = await benchHeat(quick ? [1e6, 5e6] : [1e6, 5e6, 20e6], database)
  results.push(...heat.results)
  notes.push(
    `The heat store takes ${Math.round(heat.bytesPerRow)} MB a million incidents (resident memory, largest table).`,
  )
} finally {
  await database?.stop()
}
for (const [name, path] of [
  ['MapServer', '/usr/bin/mapserv'],
  ['tileserver-gl-light', '/usr/bin/tileserver-gl-light'],
] as const)
  notes.push(
    `${name} is ${existsSync(path) ? 'installed, but this benchmark does not ask it yet' : 'not installed here'}: not compared with.`,
  )
const command = quick ? 'bench --quick' : 'bench'
writeResults(results, { command, load: [before, loadavg()[0] ?? 0], notes })
const missed = results.filter(({ ok }) => !ok)
console.log(`${results.length - missed.length} of ${results.length} ratios reach their goal`)
process.exit(missed.length === 0 ? 0 : 1)
