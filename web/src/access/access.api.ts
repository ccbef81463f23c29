import {
  DemoAccounts,
  Done,
  type FirstAdministrator,
  type IdentityAnswer,
  IdentityRequest,
  MadeToken,
  type NewPassword,
  type NewScreen,
  type NewToken,
  OwnSessions,
  RecoveryCodes,
  Screens,
  SecondFactor,
  SecondFactorSecret,
  Session,
  type SignIn,
  Tokens,
} from '@jingwei/api/access/contract.ts'
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { get, send } from '../api.ts'

export type { MadeToken, Session }
export type OwnToken = z.infer<typeof Tokens>['tokens'][number]

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

/** The way to the city's identity server, and back from it. */
export const askIdentityServer = mutationOptions({
  mutationKey: ['access', 'identity'],
  mutationFn: () => send('POST', '/api/session/identity', IdentityRequest),
})

export const answerIdentity = (answer: IdentityAnswer) =>
  send('POST', '/api/session/identity/answer', Session, answer)

export const openScreen = (token: string) => send('POST', '/api/session/screen', Session, { token })

export const setUp = mutationOptions({
  mutationKey: ['access', 'setup'],
  mutationFn: (input: FirstAdministrator) => send('POST', '/api/setup', Session, input),
})

/** One's own account; told anew each time its dialog opens. */
export const ownKey = ['access', 'own'] as const

export const ownSessionsQuery = queryOptions({
  queryKey: [...ownKey, 'sessions'],
  queryFn: ({ signal }) => get('/api/self/sessions', OwnSessions, {}, signal),
})

export const secondFactorQuery = queryOptions({
  queryKey: [...ownKey, 'second-factor'],
  queryFn: ({ signal }) => get('/api/self/second-factor', SecondFactor, {}, signal),
})

export const ownTokensQuery = queryOptions({
  queryKey: [...ownKey, 'tokens'],
  queryFn: ({ signal }) => get('/api/tokens', Tokens, {}, signal),
})

export const screensQuery = queryOptions({
  queryKey: ['access', 'screens'],
  queryFn: ({ signal }) => get('/api/screens', Screens, {}, signal),
})

export const changePassword = (input: NewPassword) => send('PUT', '/api/self/password', Done, input)
export const endSession = (id: number) => send('DELETE', `/api/self/sessions/${id}`, Done)
export const beginSecondFactor = (password: string) =>
  send('POST', '/api/self/second-factor', SecondFactorSecret, { password })
export const confirmFirstCode = (code: string) =>
  send('PUT', '/api/self/second-factor', RecoveryCodes, { code })
export const removeSecondFactor = (password: string) =>
  send('POST', '/api/self/second-factor/removal', Done, { password })
export const makeToken = (input: NewToken) => send('POST', '/api/tokens', MadeToken, input)
export const endToken = (id: number) => send('DELETE', `/api/tokens/${id}`, Done)
export const makeScreen = (input: NewScreen) => send('POST', '/api/screens', MadeToken, input)
export const endScreen = (id: number) => send('DELETE', `/api/screens/${id}`, Done)
