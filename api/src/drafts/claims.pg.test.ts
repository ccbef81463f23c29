import { beforeAll, expect, test } from 'vitest'
import { townDatabase } from '../../../tests/support/city-database.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import type { Actor, Ctx } from '../context.ts'
import { claimGrids, listClaims } from './claim-grids.ts'
import { openDraft } from './open-draft.ts'
import { discardDraft } from './review.ts'

const nobody = { account: null, grid: null, person: null, nets: null, department: null }
const one: Actor = { ...nobody, account: 'one', role: 'commander' }
const other: Actor = { ...nobody, account: 'other', role: 'lead', grid: 'T0' }

let as: (actor: Actor, now?: Date) => Ctx
beforeAll(async () => {
  const service = testService(await townDatabase({ incidents: 0 }))
  as = (actor, now = new Date()) => testContext(service, { actor, now })
})

const hours = (count: number) => new Date(Date.now() + count * 3_600_000)

test('others see where a draft is being drawn, until it is let go, runs out or ends with the draft', async () => {
  const draft = await openDraft(as(one), { title: '沿河边界' })
  const { until, claims } = await claimGrids(as(one), draft.id, { grids: ['T1', 'T0', 'T1'] })
  expect(claims).toEqual([])
  expect(new Date(until).getTime() - Date.now()).toBeGreaterThan(1.9 * 3_600_000)
  const seen = { draft: draft.id, title: '沿河边界', owner: { name: { zh: 'one' } }, grids: ['T0', 'T1'] }
  expect(await listClaims(as(other))).toEqual([{ ...seen, until }])
  expect(await listClaims(as(one))).toEqual([])
  expect(await listClaims(as(other, hours(2.1)))).toEqual([])

  await claimGrids(as(one, hours(1.5)), draft.id, { grids: ['T1'] })
  expect(await listClaims(as(other, hours(2.1)))).toMatchObject([{ grids: ['T1'] }])
  const theirs = await openDraft(as(other), { title: '河东' })
  expect((await claimGrids(as(other), theirs.id, { grids: ['T0'] })).claims).toMatchObject([
    { draft: draft.id },
  ])
  await discardDraft(as(one), draft.id)
  expect(await listClaims(as(other))).toEqual([])
})

test('one claims for an open draft of one’s own only', async () => {
  const { id } = await openDraft(as(one), { title: '自己的' })
  await expect(claimGrids(as(other), id, { grids: ['T1'] })).rejects.toMatchObject({ code: 'not-allowed' })
  await expect(claimGrids(as(one), 99_999, { grids: [] })).rejects.toMatchObject({ code: 'not-found' })
  await discardDraft(as(one), id)
  await expect(claimGrids(as(one), id, { grids: ['T1'] })).rejects.toMatchObject({ code: 'draft-state' })
  expect((await listClaims(as(other))).map(({ draft }) => draft)).not.toContain(id)
})
