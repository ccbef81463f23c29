import { DemoAccounts, Session, type SignIn } from '@jingwei/api/access/contract.ts'
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { get, send } from '../api.ts'

export type { Session }

/** Who is signed in; a visitor is a session too. */
export const sessionQuery = queryOptions({
  queryKey: ['access', 'session'],
  queryFn: ({ signal }) => get('/api/session', Session, {}, signal),
  staleTime: 60_000,
})

/** Asked on the demo city only: elsewhere there are none. */
export const demoAccountsQuery = queryOptions({
  queryKey: ['access', 'demo-accounts'],
  queryFn: ({ signal }) => get('/api/session/demo-accounts', DemoAccounts, {}, signal),
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
})

export const signIn = mutationOptions({
  mutationKey: ['access', 'sign-in'],
  mutationFn: (input: SignIn) => send('POST', '/api/session', Session, input),
})

export const signOut = mutationOptions({
  mutationKey: ['access', 'sign-out'],
  mutationFn: () => send('DELETE', '/api/session', z.unknown()),
})
