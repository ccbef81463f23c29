import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { entryOf } from './index-city.ts'
import {
  type Findable,
  type HitRow,
  type SearchEntry,
  type Sought,
  selectFindable,
  selectPostsHeld,
} from './queries.ts'

/** As `selectEntries`, which knows what can be found now: of the grids, centers and posts of a moment. */
export async function findPast(
  ctx: Ctx,
  atlas: Atlas,
  { whole, words, day, limit, posts: areNamed }: Sought,
): Promise<HitRow[]> {
  const held = new Set(areNamed ? await selectPostsHeld(ctx.sql, day, atlas.version) : [])
  return (await entriesOf(ctx, atlas))
    .filter(({ haystack, initials }) => words.every(word => `${haystack}\n\n${initials}`.includes(word)))
    .filter(({ kind, key }) => kind !== 'post' || held.has(key))
    .map(entry => ({ entry, rank: rankOf(entry, whole) }))
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        a.entry.weight - b.entry.weight ||
        a.entry.title.zh.length - b.entry.title.zh.length ||
        (a.entry.key < b.entry.key ? -1 : 1),
    )
    .slice(0, limit)
    .map(({ entry: { haystack: _, initials: __, weight: ___, ...hit }, rank }) => ({ ...hit, rank }))
}

/** Of an atlas while it is in memory: spelling thousands of names takes a moment. */
const kept = new WeakMap<Atlas, readonly SearchEntry[]>()

async function entriesOf(ctx: Ctx, atlas: Atlas): Promise<readonly SearchEntry[]> {
  const known = kept.get(atlas)
  if (known !== undefined) return known
  const others = (await selectFindable(ctx.sql, atlas.version)).filter(({ kind }) => kind !== 'center')
  const entries = [...others, ...centersOf(atlas)].map(entryOf)
  kept.set(atlas, entries)
  return entries
}

function centersOf({ centers }: Atlas): Findable[] {
  return centers.map(({ code, name, services, grid, lon, lat }) => ({
    kind: 'center',
    key: code,
    also: `${code} ${services.join(' ')}`,
    title: name,
    context: grid?.name ?? null,
    level: null,
    ...{ lon, lat, weight: centerWeight },
  }))
}

/** As `selectFindable` has it. */
const centerWeight = 10

/** As `selectEntries` has it. */
function rankOf({ key, title, haystack, initials }: SearchEntry, whole: string): number {
  const begins = (text: string) => text.startsWith(whole) || text.includes(`\n${whole}`)
  if ([key, title.zh, title.en].some(text => text?.toLowerCase() === whole)) return 0
  if (begins(haystack)) return 1
  if (haystack.includes(whole)) return 2
  return begins(initials) ? 3 : 4
}
