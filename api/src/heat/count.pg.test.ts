import { beforeAll, expect, test } from 'vitest'
import { townDatabase } from '../../../tests/support/city-database.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import type { Ctx } from '../context.ts'
import { type IncidentScope, scopeOf } from '../incidents/filter.ts'
import { countByCell, countByGrid, countByTime, countByWeekHour } from './count.ts'

let ctx: Ctx
let all: IncidentScope
beforeAll(async () => {
  ctx = testContext(testService(await townDatabase()))
  all = await scopeOf(ctx, await ctx.atlases.at(ctx, ctx.now), {})
})

const sum = (counts: Iterable<number>) => [...counts].reduce((a, b) => a + b, 0)

test('every way of counting counts every incident once', async () => {
  const [row] = await ctx.sql<{ total: number; oldest: Date; hour: number }[]>`
    select count(*)::int as total, min(reported_at) as oldest,
      (extract(isodow from min(reported_at) at time zone 'Asia/Shanghai')::int - 1) * 24
        + extract(hour from min(reported_at) at time zone 'Asia/Shanghai')::int as hour
    from incident`
  const { total = 0, oldest = new Date(), hour = 0 } = row ?? {}
  expect(total).toBeGreaterThan(10)
  const cells = await countByCell(ctx, all, { zoom: 17 })
  expect(sum(cells.counts) + cells.withoutPlace).toBe(total)
  expect(sum((await countByGrid(ctx, all)).values())).toBe(total)
  const hours = await countByWeekHour(ctx, all, 'Asia/Shanghai')
  expect(sum(hours)).toBe(total)
  expect(hours[hour]).toBeGreaterThan(0)
  const edges = [oldest, new Date(oldest.getTime() + 1), new Date(ctx.now.getTime() + 1)]
  const byTime = await countByTime(ctx, all, edges)
  expect(sum(byTime)).toBe(total)
  expect(byTime[0]).toBeGreaterThan(0)
  expect(await countByTime(ctx, all, [])).toHaveLength(0)
})

test('cells grow until there are few enough of them', async () => {
  const few = await countByCell(ctx, all, { zoom: 20, most: 3 })
  expect(few.counts.length).toBeLessThanOrEqual(3)
  expect(few.zoom).toBeLessThan(20)
})
