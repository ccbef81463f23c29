import {
  CaseDuplicates,
  type LinkedCase,
  type Resemblance,
  type Suggestion,
  Suggestions,
} from '@jingwei/api/duplicates/contract.ts'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { get } from '../api.ts'
import { incidentsKey } from '../incidents/incidents.api.ts'

export type { CaseDuplicates, LinkedCase, Resemblance, Suggestion }

/** What is known of a matter while it is being written down. */
export interface Matter {
  readonly lon: number
  readonly lat: number
  readonly classCode: string
  readonly title: string
  readonly text: string
}

/** The API takes the beginning of a text: the question is an address. */
const textStart = 500

/** Open cases that may be this matter; what is shown stays while the next words are asked about. */
export const suggestionsQuery = ({ title, text, ...matter }: Matter) =>
  queryOptions({
    queryKey: ['duplicates', matter, title, text],
    queryFn: ({ signal }) =>
      get(
        '/api/duplicates',
        Suggestions,
        { ...matter, ...(title === '' ? {} : { title }), ...(text === '' ? {} : { text }) },
        signal,
      ),
    staleTime: 15_000,
    placeholderData: keepPreviousData,
    retry: 1,
  })

/** The words of a draft as the question takes them. */
export function matterOf(
  place: { lon: number; lat: number },
  { classCode, title, text }: Pick<Matter, 'classCode' | 'title' | 'text'>,
): Matter {
  const start = [...text.trim()].slice(0, textStart).join('').trim()
  return { lon: place.lon, lat: place.lat, classCode, title: title.trim(), text: start }
}

/** The group of a case; asked again with everything else that steps of cases touch. */
export const caseDuplicatesQuery = (id: number) =>
  queryOptions({
    queryKey: [...incidentsKey, 'duplicates', id],
    queryFn: ({ signal }) => get(`/api/incidents/${id}/duplicates`, CaseDuplicates, {}, signal),
    staleTime: 15_000,
  })
