import { Done } from '@jingwei/api/access/contract.ts'
import {
  Account,
  type AccountChange,
  Accounts,
  type AccountsQuery,
  Invitation,
  type InvitationAnswer,
  Invited,
  type NewAccount,
} from '@jingwei/api/accounts/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { get, send } from '../api.ts'

export type { Account, AccountChange, Invitation, NewAccount }

/** All keys of this module, to be asked again after a change. */
export const accountsKey = ['accounts'] as const

export const accountsQuery = ({ q, role, after }: Omit<AccountsQuery, 'limit'>) =>
  queryOptions({
    queryKey: [...accountsKey, q ?? '', role ?? '', after ?? ''],
    queryFn: ({ signal }) => get('/api/accounts', Accounts, { q, role, after }, signal),
    placeholderData: before => before,
  })

export const createAccount = (input: NewAccount) => send('POST', '/api/accounts', Invitation, input)
export const changeAccount = (id: number, input: AccountChange) =>
  send('PUT', `/api/accounts/${id}`, Account, input)
export const inviteAgain = (id: number) => send('POST', `/api/accounts/${id}/invitation`, Invitation)
export const endSessions = (id: number) => send('POST', `/api/accounts/${id}/sessions/end`, Done)
export const removeFactor = (id: number) => send('POST', `/api/accounts/${id}/second-factor/removal`, Done)
export const acceptInvitation = (input: InvitationAnswer) => send('POST', '/api/invitations', Invited, input)
