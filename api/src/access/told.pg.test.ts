import { beforeAll, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../../../tests/support/api-client.ts'
import { type CaseDesk, caseDesk, type Who } from '../../../tests/support/case-desk.ts'
import { freshDatabase } from '../../../tests/support/database.ts'
import { accountRows, rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import type { Ctx } from '../context.ts'
import { report } from '../incidents/report.ts'
import { openable, reachOf, type Verb } from '../permissions.ts'

const words = '王大妈家门口有垃圾'
const more = '她的电话我知道'
const note = '已电话联系王大妈'

let ctx: Ctx
let api: ApiClient
let desk: CaseDesk
let id: number
beforeAll(async () => {
  const service = testService(await freshDatabase())
  ctx = testContext(service)
  await rightsCity(ctx)
  api = apiClient(service)
  desk = caseDesk(ctx, api)
  const about = { lon: 0.0005, lat: 0.0005, classCode: '0101', title: words, text: more }
  id = (await report(ctx, about)).incident.id
  await report(ctx, { ...about, lat: 0.00051 })
  await desk.does('commander', id, 'file', { note })
  const [post] = await ctx.sql<{ id: number }[]>`
    select post.id from post join grid_record using (grid_id) where code = 'A1'`
  await desk.does('commander', id, 'dispatch', { assignee: { kind: 'post', id: post?.id } })
})
const open = (isOpen: boolean) => ctx.sql`update city set open_words = ${isOpen}, open_names = ${isOpen}`

/** Whatever tells of a case, a grid or a place. */
const paths = () =>
  [
    ['GET', '/api/incidents'],
    ['GET', `/api/incidents/${id}`],
    ['GET', `/api/incidents/${id}/duplicates`],
    ['GET', '/api/duplicates?lon=0.0005&lat=0.0005&classCode=0101'],
    ['GET', '/api/incidents.csv'],
    ['GET', `/api/search?q=${id}`],
    ['GET', `/api/search?q=${encodeURIComponent('王大妈')}`],
    ['GET', `/api/search?q=${encodeURIComponent('某')}`],
    ['GET', '/api/grids/A1'],
    ['GET', '/api/route?lon=0.0005&lat=0.0005'],
    ['POST', '/api/route', { points: [[0.0005, 0.0005]] }],
  ] as const

async function allToldTo(who: Who): Promise<string> {
  const answers: string[] = []
  for (const [method, path, body] of paths()) {
    const answer = await desk.ask(who, method, path, body)
    expect(answer.status, `${who} ${path}`).toBe(200)
    answers.push(await answer.text())
  }
  return answers.join('\n')
}

const isToldWords = (text: string) => text.includes(words) || text.includes(more)
const isToldNames = (text: string) => text.includes('A1 某')
const tells = (role: (typeof accountRows)[number][1] | 'visitor', verb: Verb) => reachOf(role, verb) !== 'no'

test.each([[null, 'visitor'] as const, ...accountRows.map(([name, role]) => [name, role] as const)])(
  'a real city tells %s words and names as the table has it; an open one tells all but the wall',
  async (who, role) => {
    await open(false)
    const told = await allToldTo(who)
    expect(isToldWords(told)).toBe(tells(role, 'words.read'))
    expect(isToldNames(told)).toBe(tells(role, 'names.read'))
    expect(told).toContain(`"classCode":"0101"`)
    await open(true)
    const opened = await allToldTo(who)
    expect(isToldWords(opened)).toBe(role !== 'wall')
    expect(isToldNames(opened)).toBe(role !== 'wall')
  },
)

test('who is not told the words cannot guess them by filtering for them', async () => {
  await open(false)
  const guess = `/api/incidents?q=${encodeURIComponent('王大妈')}`
  expect((await desk.ask(null, 'GET', guess)).status).toBe(401)
  expect((await desk.ask('analyst', 'GET', guess)).status).toBe(403)
  expect((await desk.ask('wall', 'GET', guess)).status).toBe(403)
  expect((await desk.ask('worker', 'GET', guess)).status).toBe(200)
})

test('a report is answered to a visitor without the name of its owner', async () => {
  await open(false)
  const about = { lon: 0.0005, lat: 0.0005, classCode: '0101', title: words }
  const named = async (who: Who) =>
    (await (await desk.ask(who, 'POST', '/api/incidents', about)).json()).route.owner.name
  expect([await named(null), await named('lead')]).toEqual(['', 'A1 某'])
})

test('a token that only reads cases reads no notes, whoever made it; one that moves cases does', async () => {
  await open(false)
  const made = async (verbs?: Verb[]) => {
    const answer = await desk.ask('administrator', 'POST', '/api/tokens', {
      name: 'program',
      days: 1,
      ...(verbs && { verbs }),
    })
    const { token } = await answer.json()
    return { authorization: `Bearer ${token}` }
  }
  const shown = async (headers: Record<string, string>) =>
    (await api.ask('GET', `/api/incidents/${id}`, undefined, headers)).text()
  expect(await shown(await made())).not.toContain(note)
  expect(isToldWords(await shown(await made()))).toBe(true)
  expect(isToldWords(await shown(await made(['incident.read'])))).toBe(false)
  expect(await shown(await made(['incident.read', 'case.move']))).toContain(note)
  expect(await (await desk.ask('administrator', 'GET', `/api/incidents/${id}`)).text()).toContain(note)
})

test('every openable verb is kept from the wall and from visitors by the table', () => {
  for (const verb of Object.keys(openable) as Verb[])
    expect([reachOf('wall', verb), reachOf('visitor', verb)]).toEqual(['no', 'no'])
})
