import { beforeEach, expect, test } from 'vitest'
import { freshDatabase } from '../../../tests/support/database.ts'
import { type Incidents, reportEverywhere, rightsCity } from '../../../tests/support/rights-city.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import type { Ctx } from '../context.ts'
import { verifyEvents } from './verify-events.ts'

let ctx: Ctx
let incidents: Incidents
beforeEach(async () => {
  ctx = testContext(testService(await freshDatabase()))
  await rightsCity(ctx)
  incidents = await reportEverywhere(ctx)
})

test('cases as they were reported are whole', async () => {
  expect(await verifyEvents(ctx)).toEqual({ whole: true, cases: 4, events: 4 })
})

test('one changed event is found, and in which case', async () => {
  await ctx.sql`alter table incident_event disable trigger incident_event_append_only`
  await ctx.sql`update incident_event set actor = 'somebody' where incident_id = ${incidents.B1}`
  expect(await verifyEvents(ctx)).toEqual({ whole: false, incident: incidents.B1, rev: 1 })
})

test('a case whose events were removed is found', async () => {
  await ctx.sql`alter table incident_event disable trigger incident_event_append_only`
  await ctx.sql`delete from incident_event where incident_id = ${incidents.A2}`
  expect(await verifyEvents(ctx)).toEqual({ whole: false, incident: incidents.A2, rev: 0 })
})
