import { SearchAnswer, type SearchHit } from '@jingwei/api/search/contract.ts'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { get } from '../api.ts'

export type { SearchHit }

/** Grids, centers, posts, incidents and classes, by Chinese, English, code or pinyin initials. */
export const searchQuery = (q: string, at: string | undefined) =>
  queryOptions({
    queryKey: ['search', q, at],
    queryFn: ({ signal }) => get('/api/search', SearchAnswer, { q, at, limit: 30 }, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
