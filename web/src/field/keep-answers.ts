import { dehydrate, hydrate, type Query, type QueryClient } from '@tanstack/react-query'
import { sessionQuery } from '../access/access.api.ts'
import { cityQuery } from '../city/city.api.ts'
import { build } from './build.ts'
import { device } from './device.ts'
import { fieldKey } from './my-cases.api.ts'

/** Changes are on the disk this much later. */
const settleMs = 400

/** Puts back what this phone read last; what another build kept is let go. */
export async function restoreAnswers(queries: QueryClient): Promise<void> {
  const kept = await (await device()).get('kept', 'answers')
  if (kept?.build === build) hydrate(queries, kept.state)
}

/** From now on keeps the city, the person, and that person's lists and cases, as they were answered and when. */
export function keepAnswers(queries: QueryClient): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  queries.getQueryCache().subscribe(({ type, query }) => {
    if (!isKept(query) || (type !== 'updated' && type !== 'removed') || timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      void keep(queries)
    }, settleMs)
  })
}

/** Lets go of everything that this phone has read of cases. */
export async function forgetAnswers(queries: QueryClient): Promise<void> {
  queries.removeQueries({ queryKey: fieldKey })
  await (await device()).clear('kept')
}

async function keep(queries: QueryClient): Promise<void> {
  const account = queries.getQueryData(sessionQuery.queryKey)?.account ?? null
  const state = dehydrate(queries, {
    shouldDehydrateQuery: query => query.state.data !== undefined && isKept(query),
    shouldDehydrateMutation: () => false,
  })
  // an answer stays one when the next question failed; the failure is of that hour
  for (const query of state.queries) query.state = { ...query.state, ...answered }
  await (await device()).put('kept', { account, build, state }, 'answers')
}

const answered = { status: 'success', error: null, fetchStatus: 'idle', fetchFailureCount: 0 } as const

function isKept({ queryKey }: Pick<Query, 'queryKey'>): boolean {
  // the person's own grid is named in the form of a report
  const kept = [fieldKey, cityQuery.queryKey, sessionQuery.queryKey, ['grids', 'one']]
  return kept.some(key => key.every((part, i) => part === queryKey[i]))
}
