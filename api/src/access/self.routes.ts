import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { answers, type Env, jsonBody, newRouter } from '../http.ts'
import { Problem } from '../problem.ts'
import type { Service } from '../service.ts'
import type { Caller } from './caller.ts'
import { changePassword } from './change-password.ts'
import {
  ById,
  Done,
  FirstCode,
  NewPassword,
  OwnSessions,
  PasswordAgain,
  RecoveryCodes,
  SecondFactor,
  SecondFactorSecret,
} from './contract.ts'
import { setSessionCookie } from './cookie.ts'
import { endSession } from './end-session.ts'
import { beginSecondFactor, confirmFirstCode } from './enrol-second-factor.ts'
import { listOwnSessions, readSecondFactor } from './read-self.ts'
import { removeSecondFactor } from './remove-second-factor.ts'
import { isSecure } from './secure.ts'

const putPassword = createRoute({
  method: 'put',
  path: '/api/self/password',
  summary: 'One’s own password, with the current one; the other sessions end, and one’s own has a new cookie',
  request: { body: jsonBody(NewPassword) },
  responses: answers(Done, 'it is changed'),
})

const getSessions = createRoute({
  method: 'get',
  path: '/api/self/sessions',
  summary: 'One’s own open sessions',
  responses: answers(OwnSessions, 'the sessions'),
})

const deleteSession = createRoute({
  method: 'delete',
  path: '/api/self/sessions/{id}',
  summary: 'One’s own session ends, on whatever machine it is open',
  request: { params: ById },
  responses: answers(Done, 'it has ended'),
})

const getSecondFactor = createRoute({
  method: 'get',
  path: '/api/self/second-factor',
  summary: 'Whether one’s own account asks for one-time codes',
  responses: answers(SecondFactor, 'how it stands'),
})

const postSecondFactor = createRoute({
  method: 'post',
  path: '/api/self/second-factor',
  summary: 'A secret for one’s authenticator; counts when its first code was typed',
  request: { body: jsonBody(PasswordAgain) },
  responses: answers(SecondFactorSecret, 'the secret, once'),
})

const putSecondFactor = createRoute({
  method: 'put',
  path: '/api/self/second-factor',
  summary: 'The first code: from now on sign-in asks for one',
  request: { body: jsonBody(FirstCode) },
  responses: answers(RecoveryCodes, 'codes for a lost telephone, once'),
})

const postRemoval = createRoute({
  method: 'post',
  path: '/api/self/second-factor/removal',
  summary: 'One-time codes are given up, with the password',
  request: { body: jsonBody(PasswordAgain) },
  responses: answers(Done, 'they are gone'),
})

export const selfRoutes = ({ settings }: Pick<Service, 'settings'>) =>
  newRouter()
    .openapi(putPassword, async c => {
      const { id, expiresAt } = sessionOf(c)
      const token = await changePassword(c.get('ctx'), c.req.valid('json'), id)
      setSessionCookie(c, token, expiresAt, isSecure(c, settings))
      c.header('Cache-Control', 'no-store')
      return c.json({ done: true } as const, 200)
    })
    .openapi(getSessions, async c => c.json(await listOwnSessions(c.get('ctx'), sessionOf(c).id), 200))
    .openapi(deleteSession, async c => {
      await endSession(c.get('ctx'), c.req.valid('param').id)
      return c.json({ done: true } as const, 200)
    })
    .openapi(getSecondFactor, async c => c.json(await readSecondFactor(c.get('ctx')), 200))
    .openapi(postSecondFactor, async c =>
      c.json(await beginSecondFactor(c.get('ctx'), c.req.valid('json').password), 200),
    )
    .openapi(putSecondFactor, async c =>
      c.json(await confirmFirstCode(c.get('ctx'), c.req.valid('json').code, sessionOf(c).id), 200),
    )
    .openapi(postRemoval, async c => {
      await removeSecondFactor(c.get('ctx'), c.req.valid('json').password)
      return c.json({ done: true } as const, 200)
    })

/** No token reaches these routes (`withoutTokens`), so a caller has a session. */
function sessionOf(c: Context<Env>): Caller {
  const caller = c.get('caller')
  if (caller === null) throw new Problem('sign-in-required')
  return caller
}
