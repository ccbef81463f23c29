import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import { type Atlas, createAtlas, type Kernel } from './atlas.ts'
import { buildKernel } from './build-kernel.ts'
import {
  type InForce,
  selectCenters,
  selectGrids,
  selectHeirs,
  selectInForce,
  selectInForceByVersion,
  selectPastCenters,
  selectTopology,
} from './queries.ts'

/**
 * The atlases of a process. Which version is in force is asked of the database every time, so a version that another
 * process publishes is used from its first instant; only what never changes is kept in memory.
 *
 * Never call these inside a transaction: a missing atlas may be under construction on another connection, and the embedded
 * database has only one.
 */
export interface Atlases {
  /** Throws `before-first-version`. */
  at(ctx: Ctx, at: Date): Promise<Atlas>
  /** The atlas of a version by its number, whether in force or not; undefined when there is none. */
  of(ctx: Ctx, version: number): Promise<Atlas | undefined>
}

/** Versions kept in memory: the one in force and a few that somebody looks back at. */
const keptVersions = 4

export function createAtlases(): Atlases {
  const kernels = new Map<string, Promise<Kernel>>()
  const atlases = new Map<string, Promise<Atlas>>()

  const open = (ctx: Ctx, inForce: InForce): Promise<Atlas> => {
    const kernelKey = `${inForce.version} ${inForce.nearMeters}`
    const { timeZone, openWords, openNames, openCases, centersRevision, pastCenters } = inForce
    return kept(
      atlases,
      `${kernelKey} ${timeZone} ${openWords} ${openNames} ${openCases} ${pastCenters ?? centersRevision}`,
      async () => {
        const kernel = await kept(kernels, kernelKey, () => readKernel(ctx, inForce))
        return createAtlas(
          inForce,
          kernel,
          await selectGrids(ctx.sql, inForce.version),
          await (pastCenters === null ? selectCenters(ctx.sql) : selectPastCenters(ctx.sql, pastCenters)),
          await selectHeirs(ctx.sql, inForce.version),
        )
      },
    )
  }
  return {
    async at(ctx, at) {
      const inForce = await selectInForce(ctx.sql, at)
      if (inForce === undefined) throw new Problem('before-first-version', { field: 'at' })
      return open(ctx, inForce)
    },
    async of(ctx, version) {
      const inForce = await selectInForceByVersion(ctx.sql, version)
      return inForce === undefined ? undefined : open(ctx, inForce)
    },
  }
}

async function readKernel(ctx: Ctx, { version, nearMeters }: InForce): Promise<Kernel> {
  const stored = await selectTopology(ctx.sql, version)
  if (stored === undefined) throw new Error(`version ${version} has no topology`)
  const began = performance.now()
  const kernel = await buildKernel(stored.topology, nearMeters)
  ctx.log.info(
    { version, faces: kernel.partition.faces.length, ms: Math.round(performance.now() - began) },
    'kernel',
  )
  return kernel
}

/** One construction a key, shared by all who wait for it; a failed one is forgotten, the oldest one too when there are many. */
function kept<T>(cache: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const found = cache.get(key)
  cache.delete(key)
  const value = found ?? make()
  cache.set(key, value)
  if (found === undefined) {
    value.catch(() => {
      if (cache.get(key) === value) cache.delete(key)
    })
    for (const oldest of cache.keys()) {
      if (cache.size <= keptVersions) break
      cache.delete(oldest)
    }
  }
  return value
}
