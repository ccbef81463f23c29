import { createApp } from '@jingwei/api/app.ts'
import { routeKey } from '@jingwei/api/http/route-of.ts'
import { rules } from '@jingwei/api/permissions.ts'
import { expect, test } from 'vitest'
import { testService } from '../support/service.ts'

const app = createApp(testService(null))
const document = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } })

/** Routes as registered, whatever they are registered with; middleware covers everything below a path. */
const registered = (routes: readonly { method: string; path: string }[]) => [
  ...new Set(
    routes
      .filter(({ method, path }) => path.startsWith('/api') && !(method === 'ALL' && path.endsWith('*')))
      .map(({ method, path }) => routeKey(method, path)),
  ),
]

test('every route of the API has a rule, and every rule a route', () => {
  expect(registered(app.routes).sort()).toEqual(Object.keys(rules).sort())
})

test('every route is in the OpenAPI document', () => {
  const documented = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
  )
  expect([...documented, 'GET /api/openapi.json'].sort()).toEqual(Object.keys(rules).sort())
})

test('a route that was added without a rule is found', () => {
  const strays = [
    { method: 'GET', path: '/api/stray/:id{[0-9]+}' },
    { method: 'ALL', path: '/api/anything' },
    { method: 'ALL', path: '/api/*' },
  ]
  expect(registered(strays)).toEqual(['GET /api/stray/{id}', 'ALL /api/anything'])
})
