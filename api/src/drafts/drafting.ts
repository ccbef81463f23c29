import { AskedThread } from '../asked-thread.ts'
import type { Ctx } from '../context.ts'
import { newestVersion } from '../grids/newest-version.ts'
import { versionRows } from '../grids/version-rows.ts'
import { Problem } from '../problem.ts'
import type {
  DraftingAnswer,
  DraftingQuestion,
  DraftKey,
  Found,
  Given,
  Kind,
  Matter,
} from './drafting-thread.ts'
import { type DraftRow, selectLevelKeys, selectLogTexts } from './queries.ts'

/**
 * Boundaries are drawn, compared and made ready by a thread of their own, which has no database: whoever reports something meanwhile does
 * not wait. It knows what it was given; what it lacks it says, and is given that with the same question once more.
 */
const thread = new AskedThread<never, DraftingQuestion, DraftingAnswer>(
  new URL('drafting-thread.ts', import.meta.url),
  'drafting',
)

/** Throws what the thread's answer throws, `Problem` codes among them. Never call it inside a transaction: it may have to read. */
export async function askDrafting<K extends Kind>(ctx: Ctx, kind: K, matter: Matter<K>): Promise<Found<K>> {
  const database = numberOf(ctx.sql.database)
  const given: Given = { bases: [], log: null }
  for (;;) {
    const answer = await thread.ask({ database, given, kind, matter })
    if ('found' in answer) return answer.found as Found<K>
    const { lacks } = answer
    if ('base' in lacks) given.bases.push(await readBase(ctx, lacks.base))
    else given.log = await selectLogTexts(ctx.sql, lacks.log)
  }
}

/** A draft and the newest version: what most questions are about. */
export async function besideNewest(ctx: Ctx, draft: DraftRow): Promise<{ draft: DraftKey; newest: number }> {
  const newest = await newestVersion(ctx.sql)
  if (newest === undefined) throw new Problem('before-first-version')
  return { draft: keyOf(draft), newest: newest.version }
}

export function keyOf({ id, rev, base }: DraftRow): DraftKey {
  return { id, rev, base }
}

/** Says what became of a stroke; nobody waits for it, and a thread that has ended meanwhile has nothing to settle. */
export function settleStroke(ctx: Ctx, name: string, draft: DraftRow | null): void {
  askDrafting(ctx, 'settled', { name, draft: draft && keyOf(draft) }).catch(() => {})
}

/** Ends the thread; the next question begins it anew. */
export function endDrafting(): Promise<void> {
  return thread.close()
}

async function readBase(ctx: Ctx, version: number) {
  return { ...(await versionRows(ctx, version)), levels: await selectLevelKeys(ctx.sql) }
}

const numbers = new WeakMap<object, number>()
let databases = 0

function numberOf(database: object): number {
  const number = numbers.get(database) ?? ++databases
  numbers.set(database, number)
  return number
}
