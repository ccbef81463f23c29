import { beforeAll, describe, expect, test } from 'vitest'
import { demoDatabase, townDatabase } from '../../../tests/support/city-database.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import type { Database } from '../database/open.ts'
import { verifyEvents } from '../incidents/verify-events.ts'
import { verifyCases } from './verify-cases.ts'

describe.each([2, 5])('a town of %s levels', levels => {
  let database: Database
  beforeAll(async () => {
    database = await townDatabase({ levels })
  })

  test('its history is one that the life cycle could have written', async () => {
    const ctx = testContext(testService(database))
    expect(await verifyCases(ctx)).toMatchObject({ sound: true, cases: 60 })
    expect(await verifyEvents(ctx)).toMatchObject({ whole: true, cases: 60 })
  })

  test('overdue cases climbed up to the city and no higher', async () => {
    const rows = await database.sql<{ escalatedBy: number; steps: number }[]>`
      select i.escalated_by, count(e.*) as steps
      from incident i left join incident_event e on e.incident_id = i.id and e.verb = 'escalate' and e.actor = 'system'
      group by i.id`
    expect(Math.max(...rows.map(row => row.escalatedBy))).toBe(2)
    for (const row of rows) expect(row.steps).toBe(row.escalatedBy)
  })
})

describe('the demo city', () => {
  let database: Database
  beforeAll(async () => {
    database = await demoDatabase()
  })

  test('all rows of its history follow from their logs; three quarters of what was closed was handled in time', async () => {
    const verdict = await verifyCases(testContext(testService(database)))
    expect(verdict).toMatchObject({ sound: true })
    const [row] = await database.sql<{ share: number }[]>`
      select (count(*) filter (where clock_stopped_at <= due_at))::float8 / count(*) as share
      from incident where status in ('closed', 'evaluated') and synthetic`
    expect(row?.share).toBeGreaterThan(0.7)
    expect(row?.share).toBeLessThan(0.8)
  })
})
