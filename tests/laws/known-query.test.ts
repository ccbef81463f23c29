import { createApp } from '@jingwei/api/app.ts'
import type { ProblemBody } from '@jingwei/api/problem.ts'
import { expect, test } from 'vitest'
import { examples } from '../support/rights-examples.ts'
import { testService } from '../support/service.ts'

// without a database: what a route does not know is refused before anything is looked up
const app = createApp(testService(null))

async function ask(route: string, query: string): Promise<ProblemBody> {
  const [method = '', template = ''] = route.split(' ')
  const answer = await app.request(`${template.replace(/\{\w+\}/g, '1')}?${query}`, { method })
  return JSON.parse(await answer.text())
}

test.each(Object.keys(examples))('%s refuses a query field that it does not know', async route => {
  // its own document is no route of the document
  if (route === 'GET /api/openapi.json') return
  expect(await ask(route, 'no-such-field=1')).toMatchObject({
    status: 400,
    code: 'unknown-field',
    field: 'no-such-field',
  })
})

test('what a route knows passes, beside something unknown it does not', async () => {
  expect((await ask('GET /api/incidents', 'limit=1')).code).toBe('starting')
  expect(await ask('GET /api/incidents', 'limit=1&limt=2')).toMatchObject({
    code: 'unknown-field',
    field: 'limt',
  })
  expect((await ask('GET /api/city', '')).code).toBe('starting')
})
