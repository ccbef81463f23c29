import { createRoute } from '@hono/zod-openapi'
import { answers, jsonBody, newRouter } from '../http.ts'
import { ById, Done, MadeToken, NewScreen, NewToken, Screens, Tokens } from './contract.ts'
import { endToken } from './end-token.ts'
import { describeToken, grantableVerbs, makeScreen, makeToken } from './make-token.ts'
import { selectTokens } from './token.queries.ts'

const getTokens = createRoute({
  method: 'get',
  path: '/api/tokens',
  summary: 'One’s own tokens that are alive, and what a new one may be given',
  responses: answers(Tokens, 'the tokens'),
})

const postTokens = createRoute({
  method: 'post',
  path: '/api/tokens',
  summary: 'A token for a program that acts for the caller; told once, kept as a hash',
  request: { body: jsonBody(NewToken) },
  responses: answers(MadeToken, 'the token'),
})

const deleteToken = createRoute({
  method: 'delete',
  path: '/api/tokens/{id}',
  summary: 'One’s own token ends',
  request: { params: ById },
  responses: answers(Done, 'it has ended'),
})

const getScreens = createRoute({
  method: 'get',
  path: '/api/screens',
  summary: 'The wall displays that have a token',
  responses: answers(Screens, 'the wall displays'),
})

const postScreens = createRoute({
  method: 'post',
  path: '/api/screens',
  summary: 'A token for a wall display, which reads and nothing else; told once, kept as a hash',
  request: { body: jsonBody(NewScreen) },
  responses: answers(MadeToken, 'the token'),
})

const deleteScreen = createRoute({
  method: 'delete',
  path: '/api/screens/{id}',
  summary: 'A wall display’s token ends',
  request: { params: ById },
  responses: answers(Done, 'it has ended'),
})

export const tokenRoutes = () =>
  newRouter()
    .openapi(getTokens, async c => {
      const ctx = c.get('ctx')
      const tokens = await selectTokens(ctx.sql, ctx.actor.account, ctx.now)
      return c.json({ tokens: tokens.map(describeToken), verbs: grantableVerbs(ctx) }, 200)
    })
    .openapi(postTokens, async c => c.json(await makeToken(c.get('ctx'), c.req.valid('json')), 200))
    .openapi(deleteToken, async c => {
      await endToken(c.get('ctx'), 'token', c.req.valid('param').id)
      return c.json({ done: true } as const, 200)
    })
    .openapi(getScreens, async c => {
      const ctx = c.get('ctx')
      const screens = await selectTokens(ctx.sql, null, ctx.now)
      return c.json({ screens: screens.map(describeToken) }, 200)
    })
    .openapi(postScreens, async c => c.json(await makeScreen(c.get('ctx'), c.req.valid('json')), 200))
    .openapi(deleteScreen, async c => {
      await endToken(c.get('ctx'), 'screen', c.req.valid('param').id)
      return c.json({ done: true } as const, 200)
    })
