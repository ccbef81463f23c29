import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { type Ctx, visitor } from '../context.ts'
import { answers, type Env, jsonBody, newRouter } from '../http.ts'
import { Problem } from '../problem.ts'
import type { Service } from '../service.ts'
import { createAddressLimit } from './address-limit.ts'
import { type Caller, describeCaller } from './caller.ts'
import {
  DemoAccounts,
  FirstAdministrator,
  IdentityAnswer,
  IdentityRequest,
  ScreenToken,
  Session,
  SignIn,
} from './contract.ts'
import {
  clearSessionCookie,
  readSessionCookie,
  setPendingCookie,
  setSessionCookie,
  takePendingCookie,
} from './cookie.ts'
import { listDemoAccounts } from './create-demo-accounts.ts'
import { createFirstAdministrator } from './create-first-administrator.ts'
import { createIdentityServer } from './identity-server.ts'
import { isSecure } from './secure.ts'
import { findSession, type OpenedSession } from './session.ts'
import { isSetupOpen } from './setup.ts'
import { signIn } from './sign-in.ts'
import { signInByIdentity } from './sign-in-by-identity.ts'
import { signOut } from './sign-out.ts'
import { findToken } from './token.ts'

/** Wrong links that an address may open a minute. */
const wrongScreensPerMinute = 6

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

const postScreen = createRoute({
  method: 'post',
  path: '/api/session/screen',
  summary: 'A wall display shows the token of its link: it is kept in the cookie as long as the token lives',
  request: { body: jsonBody(ScreenToken) },
  responses: answers(Session, 'the wall display’s session'),
})

const postIdentity = createRoute({
  method: 'post',
  path: '/api/session/identity',
  summary: 'Sign in at the city’s identity server: where to go; exists where one is configured',
  responses: answers(IdentityRequest, 'the address'),
})

const postIdentityAnswer = createRoute({
  method: 'post',
  path: '/api/session/identity/answer',
  summary: 'Back from the identity server: what it put into the page’s address',
  request: { body: jsonBody(IdentityAnswer) },
  responses: answers(Session, 'the new session'),
})

export const accessRoutes = ({ settings, setup }: Pick<Service, 'settings' | 'setup'>) => {
  const identityServer = settings.identity === null ? null : createIdentityServer(settings.identity)
  const takeWrongScreen = createAddressLimit(wrongScreensPerMinute)
  const described = async (ctx: Ctx, caller: Caller | null) =>
    describeCaller(caller, {
      setupRequired: await isSetupOpen(ctx, setup),
      identityServer: identityServer?.name ?? null,
    })
  /** Answers with the session that was just opened. */
  const entered = async (c: Context<Env>, { token, expiresAt }: OpenedSession) => {
    setSessionCookie(c, token, expiresAt, isSecure(c, settings))
    c.header('Cache-Control', 'no-store')
    const ctx = c.get('ctx')
    return described(ctx, await findSession(ctx, token))
  }

  return newRouter()
    .openapi(getSession, async c => {
      const secure = isSecure(c, settings)
      const caller = c.get('caller')
      if (caller === null && readSessionCookie(c, secure) !== undefined) clearSessionCookie(c, secure)
      c.header('Cache-Control', 'no-store')
      return c.json(await described(c.get('ctx'), caller), 200)
    })
    .openapi(postSession, async c => {
      const previous = readSessionCookie(c, isSecure(c, settings))
      return c.json(await entered(c, await signIn(nobody(c), c.req.valid('json'), previous)), 200)
    })
    .openapi(deleteSession, async c => {
      const ctx = c.get('ctx')
      const secure = isSecure(c, settings)
      const token = readSessionCookie(c, secure)
      if (token !== undefined) await signOut(ctx, token)
      clearSessionCookie(c, secure)
      c.header('Cache-Control', 'no-store')
      return c.json(await described(ctx, null), 200)
    })
    .openapi(postScreen, async c => {
      const { token } = c.req.valid('json')
      const ctx = c.get('ctx')
      const screen = await findToken(ctx, token)
      if (screen?.means !== 'screen') {
        takeWrongScreen(ctx)
        throw new Problem('bad-token')
      }
      setSessionCookie(c, token, screen.expiresAt, isSecure(c, settings))
      c.header('Cache-Control', 'no-store')
      return c.json(await described(ctx, screen), 200)
    })
    .openapi(postIdentity, async c => {
      if (identityServer === null) throw new Problem('not-found')
      const { url, pending } = await identityServer.begin(c.get('ctx'))
      setPendingCookie(c, pending, isSecure(c, settings))
      c.header('Cache-Control', 'no-store')
      return c.json({ url }, 200)
    })
    .openapi(postIdentityAnswer, async c => {
      if (identityServer === null) throw new Problem('not-found')
      const secure = isSecure(c, settings)
      const ctx = nobody(c)
      const identity = await identityServer.finish(ctx, c.req.valid('json'), takePendingCookie(c, secure))
      const session = await signInByIdentity(ctx, identity, readSessionCookie(c, secure))
      return c.json(await entered(c, session), 200)
    })
    .openapi(getDemoAccounts, async c => {
      const accounts = await listDemoAccounts(c.get('ctx'))
      if (accounts.length === 0) throw new Problem('not-found')
      return c.json({ accounts }, 200)
    })
    .openapi(postSetup, async c => {
      const ctx = c.get('ctx')
      await createFirstAdministrator(ctx, setup, c.req.valid('json'))
      c.header('Cache-Control', 'no-store')
      return c.json(await described(ctx, null), 200)
    })
}

/** Whoever signs in is nobody yet, whatever the browser held before. */
function nobody(c: Context<Env>): Ctx {
  return { ...c.get('ctx'), actor: visitor }
}
