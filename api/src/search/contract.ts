import { z } from '@hono/zod-openapi'
import { At, plainText, queryNumber, Text } from '../wire.ts'

export const SearchQuery = z.strictObject({
  /** Chinese, English, a code, or pinyin initials (`tdjd` finds 田东街道). */
  q: plainText(z.string().trim().min(1).max(60)),
  limit: queryNumber(z.number().int().min(1).max(50)).optional(),
  at: At,
})
export type SearchQuery = z.infer<typeof SearchQuery>

export const SearchHit = z.object({
  kind: z.enum(['grid', 'center', 'post', 'incident', 'class']),
  /** Grid code, center code, post id, incident id, class code. */
  key: z.string(),
  title: Text,
  /** Where it is or what it is: the parent's name, the post's grid. */
  context: Text.nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  level: z.string().nullable(),
})
export type SearchHit = z.infer<typeof SearchHit>

export const SearchAnswer = z.object({ hits: z.array(SearchHit) })
export type SearchAnswer = z.infer<typeof SearchAnswer>
