import { Session } from '@jingwei/api/access/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { sessionQuery } from '../access/access.api.ts'
import { get, send } from '../api.ts'

const storageKey = 'jingwei.field.leaving'

/** Who signed out without a connection is signed out on the server before anything else is asked of it. */
export const fieldSessionQuery = queryOptions({
  ...sessionQuery,
  queryFn: async ({ signal }) => {
    if (localStorage.getItem(storageKey) !== null) {
      await send('DELETE', '/api/session', z.unknown())
      hasLeft()
    }
    return get('/api/session', Session, {}, signal)
  },
})

export function toLeave(): void {
  localStorage.setItem(storageKey, 'yes')
}

export function hasLeft(): void {
  localStorage.removeItem(storageKey)
}
