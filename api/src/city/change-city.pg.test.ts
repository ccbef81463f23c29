import { beforeAll, expect, test } from 'vitest'
import { apiClient } from '../../../tests/support/api-client.ts'
import { type CaseDesk, caseDesk } from '../../../tests/support/case-desk.ts'
import { freshDatabase, heldDatabase } from '../../../tests/support/database.ts'
import { rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import { AuditPage } from '../audit/contract.ts'
import { City, Openness } from './contract.ts'

let desk: CaseDesk
beforeAll(async () => {
  const owner = await freshDatabase()
  const service = testService(await heldDatabase(owner))
  const ctx = { ...testContext(service), sql: owner.sql }
  await rightsCity(ctx)
  await owner.sql`insert into duty (code) values ('D04'), ('D/5')`
  desk = caseDesk(ctx, apiClient(service))
})

const asked = async (who: string | null, method: string, path: string, body?: object) => {
  const answer = await desk.ask(who, method, path, body)
  return { status: answer.status, body: await answer.json() }
}
const duties = async () => City.parse((await asked(null, 'GET', '/api/city')).body).duties
const entries = async (verb: string) =>
  AuditPage.parse((await asked('auditor', 'GET', `/api/audit?verb=${verb}`)).body).entries

test('what everybody may read is seen and changed by an administrator, and the change is on record', async () => {
  const { body } = await asked('administrator', 'GET', '/api/city/openness')
  const was = Openness.parse(body)
  const is = { cases: !was.cases, least: 7 }
  expect(await asked('administrator', 'PUT', '/api/city/openness', is)).toEqual({ status: 200, body: is })
  expect((await asked('administrator', 'GET', '/api/city/openness')).body).toEqual(is)
  expect((await entries('city.openness'))[0]).toMatchObject({ actor: 'administrator', data: { was, is } })
})

test('a duty that the source left empty is named for everybody, and can be emptied again', async () => {
  const name = { zh: '联防 <b>', en: 'Joint patrols' }
  expect(await asked('administrator', 'PUT', '/api/city/duties/D04', { name })).toMatchObject({ status: 200 })
  expect(await duties()).toContainEqual({ code: 'D04', name, net: null })
  expect((await entries('city.duty'))[0]).toMatchObject({
    subject: 'duty/D04',
    data: { was: null, is: name },
  })
  await asked('administrator', 'PUT', '/api/city/duties/D04', { name: null })
  expect(await duties()).toContainEqual({ code: 'D04', name: null, net: null })
  await asked('administrator', 'PUT', '/api/city/duties/D%2F5', { name: { zh: '联调' } })
  expect(await duties()).toContainEqual({ code: 'D/5', name: { zh: '联调' }, net: null })
})

test.each([
  [{ name: { zh: '  ' } }, 'D04', 400],
  [{ name: { zh: '长'.repeat(61) } }, 'D04', 400],
  [{ name: { zh: '\u0000' } }, 'D04', 400],
  [{ name: '联防' }, 'D04', 400],
  [{}, 'D04', 400],
  [{ name: null, net: 'party' }, 'D04', 400],
  [{ name: { zh: '联防' } }, 'none', 404],
])('%j for %s is refused', async (body, code, status) => {
  const before = await duties()
  expect((await asked('administrator', 'PUT', `/api/city/duties/${code}`, body)).status).toBe(status)
  expect(await duties()).toEqual(before)
})
