import { createRoute } from '@hono/zod-openapi'
import { visitor } from '../context.ts'
import { answers, jsonBody, newRouter } from '../http.ts'
import { Problem } from '../problem.ts'
import type { Service } from '../service.ts'
import { DemoAccounts, FirstAdministrator, Session, SignIn } from './contract.ts'
import { clearSessionCookie, readSessionCookie, setSessionCookie } from './cookie.ts'
import { listDemoAccounts } from './create-demo-accounts.ts'
import { createFirstAdministrator } from './create-first-administrator.ts'
import { isSecure } from './secure.ts'
import { describeSession, findSession } from './session.ts'
import { isSetupOpen } from './setup.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'

const getSession = createRoute({
  method: 'get',
  path: '/api/session',
  summary: 'Who is asking; a visitor is a session too',
  responses: answers(Session, 'the session'),
})

const postSession = createRoute({
  method: 'post',
  path: '/api/session',
  summary: 'Sign in: sets the session cookie, a new one each time',
  request: { body: jsonBody(SignIn) },
  responses: answers(Session, 'the new session'),
})

const deleteSession = createRoute({
  method: 'delete',
  path: '/api/session',
  summary: 'Sign out: the session ends on the server',
  responses: answers(Session, 'a visitor’s session'),
})

const getDemoAccounts = createRoute({
  method: 'get',
  path: '/api/session/demo-accounts',
  summary: 'Accounts of every role with their passwords; exists on the demo city alone',
  responses: answers(DemoAccounts, 'the demo accounts'),
})

const postSetup = createRoute({
  method: 'post',
  path: '/api/setup',
  summary: 'The first administrator of a real city, once, by the code that the start printed',
  request: { body: jsonBody(FirstAdministrator) },
  responses: answers(Session, 'a visitor’s session: sign in next'),
})

export const accessRoutes = ({ settings, setup }: Pick<Service, 'settings' | 'setup'>) =>
  newRouter()
    .openapi(getSession, async c => {
      const ctx = c.get('ctx')
      const secure = isSecure(c, settings)
      const token = readSessionCookie(c, secure)
      const session = token === undefined ? undefined : await findSession(ctx, token)
      if (token !== undefined && session === undefined) clearSessionCookie(c, secure)
      c.header('Cache-Control', 'no-store')
      const found = session === undefined ? null : { account: session, expiresAt: session.expiresAt }
      return c.json(describeSession(found, await isSetupOpen(ctx, setup)), 200)
    })
    .openapi(postSession, async c => {
      const secure = isSecure(c, settings)
      const ctx = { ...c.get('ctx'), actor: visitor }
      const { token, ...session } = await signIn(ctx, c.req.valid('json'), readSessionCookie(c, secure))
      setSessionCookie(c, token, session.expiresAt, secure)
      c.header('Cache-Control', 'no-store')
      return c.json(describeSession(session, false), 200)
    })
    .openapi(deleteSession, async c => {
      const ctx = c.get('ctx')
      const secure = isSecure(c, settings)
      const token = readSessionCookie(c, secure)
      if (token !== undefined) await signOut(ctx, token)
      clearSessionCookie(c, secure)
      c.header('Cache-Control', 'no-store')
      return c.json(describeSession(null, await isSetupOpen(ctx, setup)), 200)
    })
    .openapi(getDemoAccounts, async c => {
      const accounts = await listDemoAccounts(c.get('ctx'))
      if (accounts.length === 0) throw new Problem('not-found')
      return c.json({ accounts }, 200)
    })
    .openapi(postSetup, async c => {
      await createFirstAdministrator(c.get('ctx'), setup, c.req.valid('json'))
      c.header('Cache-Control', 'no-store')
      return c.json(describeSession(null, false), 200)
    })
