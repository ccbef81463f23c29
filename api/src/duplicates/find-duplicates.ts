import type { Ctx } from '../context.ts'
import { readPlace } from '../routing/place.ts'
import type { DuplicateQuery, Suggestions } from './contract.ts'
import { suggest } from './suggest.ts'

/**
 * What a report would be the same as, while it is being written. Open cases only, and nothing of them that a list would not tell.
 * Throws `unknown-class`, `bad-coordinate`, `swapped-coordinate`.
 */
export async function findDuplicates(ctx: Ctx, query: DuplicateQuery): Promise<Suggestions> {
  const { lon, lat, datum, classCode, title = '', text = '' } = query
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  const place = readPlace({ lon, lat, datum })
  const matter = { id: null, classCode, place, at: ctx.now, words: `${title} ${text}` }
  return { suggestions: await suggest(ctx, atlas, matter) }
}
