import type { Ctx } from '../context.ts'
import type { Sql } from '../database/sql.ts'
import { createGathering } from '../gather.ts'
import { Problem } from '../problem.ts'
import {
  type Atlas,
  type Centers,
  createAtlas,
  createCenters,
  createGround,
  type Ground,
  type Kernel,
} from './atlas.ts'
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
 * The atlases of a process. What is in force is asked of the database every time, so a version that another process publishes, a post that
 * it changes and a center that it moves count from their first instant; those who ask at the same time share one question. Only what never
 * changes is kept in memory.
 *
 * Never call these inside a transaction: a missing atlas may be under construction on another connection, and the embedded
 * database has only one.
 */
export interface Atlases {
  /** Throws `before-first-version`. */
  at(ctx: Ctx, at: Date): Promise<Atlas>
  /** The atlas of a version by its number, whether in force or not; undefined when there is none. */
  of(ctx: Ctx, version: number): Promise<Atlas | undefined>
  /** What was in force a moment ago by an answer to `at`, without a question; null when nobody has just asked. */
  latest(): Atlas | null
  /** Somebody may have written: what was in force a moment ago is not to be relied on. */
  doubt(): void
}

/** So long an answer about now counts for those who take the latest: a tenth of what another process's events may take to come. */
const momentMilliseconds = 20

/** Versions kept in memory: the one in force and a few that somebody looks back at. */
const keptVersions = 4

export function createAtlases(): Atlases {
  const grounds = new Map<string, Promise<Ground>>()
  const centers = new Map<string, Promise<Centers>>()
  const atlases = new Map<string, Promise<Atlas>>()
  let latest: { atlas: Atlas; asked: number } | null = null
  let doubts = 0

  const open = (ctx: Ctx, inForce: InForce): Promise<Atlas> => {
    const { version, nearMeters, centersRevision, pastCenters, postsRevision } = inForce
    const { timeZone, openWords, openNames, openCases } = inForce
    const groundKey = `${version} ${nearMeters}`
    const centersKey = `${groundKey} ${pastCenters ?? centersRevision}`
    const key = `${centersKey} ${postsRevision} ${timeZone} ${openWords} ${openNames} ${openCases}`
    return kept(atlases, key, async () => {
      const ground = await kept(grounds, groundKey, () => readGround(ctx, inForce))
      const read = () =>
        pastCenters === null ? selectCenters(ctx.sql) : selectPastCenters(ctx.sql, pastCenters)
      const placed = kept(centers, centersKey, async () => createCenters(ground, await read()))
      return createAtlas(inForce, ground, await placed)
    })
  }
  return {
    async at(ctx, at) {
      const [asked, before] = [performance.now(), doubts]
      const inForce = await inForceAt(ctx.sql, at)
      if (inForce === undefined) throw new Problem('before-first-version', { field: 'at' })
      const atlas = await open(ctx, inForce)
      if (before === doubts && at === ctx.now && !ctx.sql.inTransaction) latest = { atlas, asked }
      return atlas
    },
    latest: () =>
      latest !== null && performance.now() - latest.asked < momentMilliseconds ? latest.atlas : null,
    doubt() {
      doubts++
      latest = null
    },
    async of(ctx, version) {
      const inForce = await selectInForceByVersion(ctx.sql, version)
      return inForce === undefined ? undefined : open(ctx, inForce)
    },
  }
}

/** What is in force, by a question that begins after this one is asked. */
async function inForceAt(sql: Sql, at: Date): Promise<InForce | undefined> {
  // others wait for no transaction, and it for no others
  if (sql.inTransaction) return selectInForce(sql, at)
  const shared = await questionOf(sql)({ sql, at })
  return shared !== undefined && shared.since <= at ? shared : selectInForce(sql, at)
}

interface Question {
  readonly sql: Sql
  readonly at: Date
}

const questions = new WeakMap<object, (question: Question) => Promise<InForce | undefined>>()
const mostAtOnce = 10_000

/** One question for all who ask while another is under way: about the last of their moments. */
function questionOf(sql: Sql): (question: Question) => Promise<InForce | undefined> {
  const known = questions.get(sql.database)
  if (known !== undefined) return known
  const ask = async (asked: readonly Question[]) => {
    const last = new Date(asked.reduce((most, { at }) => Math.max(most, at.getTime()), 0))
    // by a handle of theirs: the one that asked first, at the start, may be closed by now
    const value = await selectInForce(asked.at(-1)?.sql ?? sql, last)
    return asked.map(() => ({ value }))
  }
  const gathering = createGathering(mostAtOnce, ask, () => true)
  questions.set(sql.database, gathering)
  return gathering
}

async function readGround(ctx: Ctx, inForce: InForce): Promise<Ground> {
  const { version } = inForce
  const kernel = await readKernel(ctx, inForce)
  return createGround(
    version,
    kernel,
    await selectGrids(ctx.sql, version),
    await selectHeirs(ctx.sql, version),
  )
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
