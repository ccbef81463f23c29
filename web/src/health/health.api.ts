import { Health } from '@jingwei/api/health/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { Failure } from '../api.ts'

const startingMs = 800
const calmMs = 15_000

/** How the server is. While it starts or is away it is asked often. */
export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: async ({ signal }): Promise<Health> => {
    try {
      // 503 carries a body too: it says what the start is doing
      const response = await fetch('/api/health', { signal, cache: 'no-store' })
      return Health.parse(await response.json())
    } catch (cause) {
      signal.throwIfAborted()
      throw new Failure('offline', { cause })
    }
  },
  retry: false,
  refetchInterval: query =>
    query.state.status === 'success' && query.state.data?.status === 'ready' ? calmMs : startingMs,
})
