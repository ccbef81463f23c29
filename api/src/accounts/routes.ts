import { createRoute } from '@hono/zod-openapi'
import { ById, Done } from '../access/contract.ts'
import { visitor } from '../context.ts'
import { answers, jsonBody, newRouter } from '../http.ts'
import type { Service } from '../service.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { changeAccount } from './change-account.ts'
import {
  Account,
  AccountChange,
  Accounts,
  AccountsQuery,
  Invitation,
  InvitationAnswer,
  Invited,
  NewAccount,
} from './contract.ts'
import { createAccount } from './create-account.ts'
import { endSessions } from './end-sessions.ts'
import { inviteAgain } from './invite.ts'
import { listAccounts } from './list-accounts.ts'
import { removeFactor } from './remove-factor.ts'

const getAccounts = createRoute({
  method: 'get',
  path: '/api/accounts',
  summary: 'Accounts by name, with what they stand on and whether they may act today',
  request: { query: AccountsQuery },
  responses: answers(Accounts, 'a page of accounts'),
})

const postAccounts = createRoute({
  method: 'post',
  path: '/api/accounts',
  summary: 'A new account; its owner chooses the password by the invitation',
  request: { body: jsonBody(NewAccount) },
  responses: answers(Invitation, 'the invitation, once'),
})

const putAccount = createRoute({
  method: 'put',
  path: '/api/accounts/{id}',
  summary: 'An account as it is to be; the last administrator stays one',
  request: { params: ById, body: jsonBody(AccountChange) },
  responses: answers(Account, 'the account'),
})

const postInvitation = createRoute({
  method: 'post',
  path: '/api/accounts/{id}/invitation',
  summary: 'The password counts no longer, sessions and tokens end, a new invitation is made',
  request: { params: ById },
  responses: answers(Invitation, 'the invitation, once'),
})

const postSessionsEnd = createRoute({
  method: 'post',
  path: '/api/accounts/{id}/sessions/end',
  summary: 'All open sessions of an account end',
  request: { params: ById },
  responses: answers(Done, 'they have ended'),
})

const postFactorRemoval = createRoute({
  method: 'post',
  path: '/api/accounts/{id}/second-factor/removal',
  summary: 'For a lost telephone: the account’s one-time codes and sessions end',
  request: { params: ById },
  responses: answers(Done, 'they are gone'),
})

const postInvitations = createRoute({
  method: 'post',
  path: '/api/invitations',
  summary: 'The owner of an invitation chooses a password',
  request: { body: jsonBody(InvitationAnswer) },
  responses: answers(Invited, 'the account to sign in with'),
})

export const accountRoutes = ({ settings }: Pick<Service, 'settings'>) => {
  const issuer = settings.identity?.issuer ?? null
  return newRouter()
    .openapi(getAccounts, async c => c.json(await listAccounts(c.get('ctx'), c.req.valid('query')), 200))
    .openapi(postAccounts, async c =>
      c.json(await createAccount(c.get('ctx'), c.req.valid('json'), issuer), 200),
    )
    .openapi(putAccount, async c => {
      const { id } = c.req.valid('param')
      return c.json(await changeAccount(c.get('ctx'), id, c.req.valid('json'), issuer), 200)
    })
    .openapi(postInvitation, async c => c.json(await inviteAgain(c.get('ctx'), c.req.valid('param').id), 200))
    .openapi(postSessionsEnd, async c => {
      await endSessions(c.get('ctx'), c.req.valid('param').id)
      return c.json({ done: true } as const, 200)
    })
    .openapi(postFactorRemoval, async c => {
      await removeFactor(c.get('ctx'), c.req.valid('param').id)
      return c.json({ done: true } as const, 200)
    })
    .openapi(postInvitations, async c => {
      const ctx = { ...c.get('ctx'), actor: visitor }
      return c.json({ account: await acceptInvitation(ctx, c.req.valid('json')) }, 200)
    })
}
