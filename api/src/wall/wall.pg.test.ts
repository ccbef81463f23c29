import { beforeAll, describe, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../../../tests/support/api-client.ts'
import { insertCases } from '../../../tests/support/cases.ts'
import { townDatabase } from '../../../tests/support/city-database.ts'
import { EventReader } from '../../../tests/support/event-reader.ts'
import { runningApi } from '../../../tests/support/running-api.ts'
import { blockCode, gridCode, middleOf } from '../../../tests/support/sample-town.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import type { Ctx } from '../context.ts'
import { IncidentPage, ReportedIncident } from '../incidents/contract.ts'
import { Indicators } from '../indicators/contract.ts'
import type { Service } from '../service.ts'
import { commandWall } from './command-wall.ts'
import {
  type Figure,
  figureKeys,
  Programme,
  Remote,
  WallCase,
  WallOpen,
  WallPicture,
  WallSteps,
} from './contract.ts'
import { changeProgramme } from './programme.ts'
import { readPicture } from './read-picture.ts'
import { readUsual } from './usual.ts'

let service: Service
let ctx: Ctx
let api: ApiClient
const picture = (query = '') => api.read(WallPicture, `/api/wall${query}`)
const figureOf = ({ figures }: WallPicture, key: Figure['key']) => figures.find(each => each.key === key)
const numberOf = (of: WallPicture, key: Figure['key']) => figureOf(of, key)?.value

async function report(block: number, classCode = 'E01'): Promise<number> {
  const [lon, lat] = middleOf(block)
  const answer = await api.send(ReportedIncident, '/api/incidents', {
    lon,
    lat,
    classCode,
    title: '王某的秘密',
  })
  return answer.id
}

/** How many cases the list has for the question that a number names. */
async function listed(filter: Record<string, string>): Promise<number> {
  let count = 0
  let next: string | null = ''
  while (next !== null) {
    const cursor: Record<string, string> = next === '' ? {} : { cursor: next }
    const query = new URLSearchParams({ ...filter, limit: '500', ...cursor })
    const page: IncidentPage = await api.read(IncidentPage, `/api/incidents?${query}`)
    count += page.incidents.length
    next = page.next
  }
  return count
}

describe('a town with a year behind it', () => {
  beforeAll(async () => {
    const database = await townDatabase({ incidents: 900 })
    service = testService(database)
    ctx = testContext(service)
    api = apiClient(service)
    for (const block of [1, 2, 2, 7]) await report(block)
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
    const closed = {
      classCode: 'E01',
      status: 'closed',
      reportedAt: hoursAgo(40),
      dueAt: hoursAgo(20),
    } as const
    const ids = await insertCases(database, { ...closed, count: 3, stoppedAt: hoursAgo(21) })
    ids.push(...(await insertCases(database, { ...closed, count: 1, stoppedAt: hoursAgo(2) })))
    await ctx.sql`update incident set closed_at = clock_stopped_at where id = any(${ids}::int[])`
  })

  test('every number of cases is the counter of its definition, and its question lists exactly its cases', async () => {
    const now = await picture()
    expect(now.figures.map(({ key }) => key)).toEqual([...figureKeys])
    for (const key of ['open', 'overdue', 'reported-today', 'closed-today'] as const)
      expect(await listed(figureOf(now, key)?.filter ?? {}), key).toBe(numberOf(now, key))
    const { counts } = await api.read(Indicators, '/api/indicators')
    expect(numberOf(now, 'overdue')).toBe(counts.overdue)
    expect(numberOf(now, 'open')).toBe(counts.open)
    const week = figureOf(now, 'on-time')
    const { values } = await api.read(Indicators, `/api/indicators?from=${week?.filter.from}`)
    expect(week?.value).toBeGreaterThan(0.2)
    expect(numberOf(now, 'minutes-to-close')).toBeGreaterThan(60)
    expect(week?.value).toBeCloseTo(values['on-time-closing-rate'] ?? Number.NaN, 4)
  })

  test('nets and staffing add up to the city, and reasons of trouble can be listed', async () => {
    const now = await picture()
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
    expect(sum(now.nets.map(net => net.open))).toBe(numberOf(now, 'open'))
    expect(sum(now.nets.map(net => net.reportedToday))).toBe(numberOf(now, 'reported-today'))
    for (const net of now.nets) expect(await listed(net.filter)).toBe(net.open)
    expect(sum(now.staffing.map(grid => grid.workers.held))).toBe(30)
    expect(sum(now.staffing.map(grid => grid.workers.all))).toBe(32)
    expect(now.trouble).toHaveLength(5)
    for (const { reasons } of now.trouble) {
      expect(reasons.length).toBeGreaterThan(0)
      for (const { code, count, filter } of reasons)
        if (filter !== null && code !== 'surge') expect(await listed(filter), code).toBe(count)
    }
  })

  test('what is usual comes from the weeks before, and the timeline holds the day', async () => {
    const now = await picture()
    for (const { key, usual } of now.figures) expect(usual, key).not.toBeNull()
    expect(now.timeline).toHaveLength(24)
    expect(now.timeline.every(hour => hour.usual !== null)).toBe(true)
  })

  test('a moment of the past has the cases of then', async () => {
    const at = new Date(Date.now() - 30 * 86_400_000).toISOString()
    const then = await picture(`?at=${at}`)
    const open = await api.read(WallOpen, `/api/wall/open?at=${at}`)
    const [row] = await ctx.sql<{ open: number }[]>`
      select count(*) as open from incident i where i.reported_at <= ${at} and i.status <> 'void' and i.head_id is null
        and not exists (select 1 from incident_event e where e.incident_id = i.id and e.at <= ${at} and e.status = 'closed')`
    expect(numberOf(then, 'open')).toBe(row?.open)
    expect(open.rows.filter(([, , , , status]) => open.statuses[status] === 'closed')).toEqual([])
    expect(open.rows.length).toBeLessThanOrEqual(row?.open ?? 0)
    expect(open.rows.length).toBeGreaterThan(10)
  })

  test('the steps of an hour lead from one moment to the next', async () => {
    const from = new Date(Date.now() - 20 * 86_400_000)
    const to = new Date(from.getTime() + 3_600_000)
    const asked = `from=${from.toISOString()}&to=${to.toISOString()}`
    const { steps } = await api.read(WallSteps, `/api/wall/steps?${asked}`)
    const ids = (open: WallOpen) => new Set(open.rows.map(([id]) => id))
    const before = ids(await api.read(WallOpen, `/api/wall/open?at=${from.toISOString()}`))
    const after = ids(await api.read(WallOpen, `/api/wall/open?at=${to.toISOString()}`))
    for (const { id, status, lon } of steps)
      if (status === 'closed' || status === 'evaluated' || status === 'void') before.delete(id)
      else if (lon !== null) before.add(id)
    const voided = new Set(steps.filter(step => step.status !== 'void').map(step => step.id))
    for (const id of [...before].filter(id => !after.has(id))) {
      // what became void later counts for nobody
      expect(voided.has(id)).toBe(true)
      before.delete(id)
    }
    expect([...before].sort()).toEqual([...after].sort())
    expect(await api.refusal(`/api/wall/steps?from=${from.toISOString()}&to=2199-01-01T00:00:00Z`)).toBe(
      '400 bad-field to',
    )
  })
})

describe('the sample town', () => {
  beforeAll(async () => {
    service = testService(await townDatabase())
    ctx = testContext(service, {
      actor: { account: 'chief', role: 'commander', grid: null, person: null, nets: null, department: null },
    })
    api = apiClient(service)
  })

  test('a step that was told is counted in, and what was typed is nowhere', async () => {
    const url = await runningApi(service)
    const reader = await new EventReader(`${url}/api/wall/events`).connect()
    await reader.until(() => reader.lastId !== null)
    const before = await picture()
    const id = await report(4)
    await reader.until(() => reader.steps.length === 1)
    const after = await picture(`?after=${reader.lastId}`)
    reader.cut()
    expect(numberOf(after, 'open')).toBe((numberOf(before, 'open') ?? 0) + 1)
    expect(after.seq).toBeGreaterThanOrEqual(Number(reader.lastId))
    expect(after.moves[0]).toMatchObject({ id, verb: 'report' })
    const open = await api.read(WallOpen, '/api/wall/open')
    expect(open.rows[0]?.[0]).toBe(id)
    const card = await api.read(WallCase, `/api/wall/cases/${id}`)
    expect(card.chain.map(link => link.code)).toEqual([0, 1, 2, 3].map(level => gridCode(4, level, 4)))
    expect(card.centers.length).toBe(3)
    expect(card.centers[0]?.meters).toBeLessThanOrEqual(card.centers[1]?.meters ?? 0)
    for (const told of [after, open, card]) expect(JSON.stringify(told)).not.toMatch(/王某|网格长 |网格员 /)
    expect(await api.refusal('/api/wall/cases/999999')).toBe('404 not-found id')
  })

  test('at midnight the day begins anew', async () => {
    const usual = (at: Date) => async () => readUsual(ctx, await ctx.atlases.at(ctx, at), at)
    const read = (at: Date) => readPicture({ ...ctx, now: at }, at, 0, usual(at))
    const midnight = Date.parse((await picture()).dayStart) + 86_400_000
    const before = await read(new Date(midnight - 1000))
    const after = await read(new Date(midnight + 1000))
    expect(numberOf(before, 'reported-today')).toBeGreaterThan(0)
    expect(numberOf(after, 'reported-today')).toBe(0)
    expect(numberOf(after, 'open')).toBe(numberOf(before, 'open'))
    expect(after.dayStart).toBe(new Date(midnight).toISOString())
  })

  test('walls that ask together share one counting', async () => {
    const together = await Promise.all(Array.from({ length: 40 }, () => picture()))
    expect(new Set(together.map(({ at }) => at)).size).toBeLessThanOrEqual(2)
  })

  test('the programme is changed by who has seen it last, and the remote is told to every wall', async () => {
    const url = await runningApi(service)
    const wall = await new EventReader(`${url}/api/wall/events`).connect()
    const signs = () => wall.signs.filter(sign => sign.type === 'wall').length
    await wall.until(() => signs() === 1)
    const { rev, ...standing } = await api.read(Programme, '/api/wall/programme')
    const scenes: Programme['scenes'] = [
      ...standing.scenes,
      { kind: 'chosen', seconds: 20, title: { zh: '专项' }, grids: [blockCode(3)], classes: ['E01'] },
    ]
    const changed = await changeProgramme(ctx, { rev, ...standing, scenes })
    expect(changed).toMatchObject({ rev: rev + 1, scenes })
    await wall.until(() => signs() === 2)
    await expect(changeProgramme(ctx, { rev, ...standing })).rejects.toMatchObject({ code: 'stale-revision' })
    const strange: Programme['scenes'] = [{ ...scenes.at(-1), grids: ['T9'] } as Programme['scenes'][number]]
    await expect(changeProgramme(ctx, { rev: rev + 1, ...standing, scenes: strange })).rejects.toMatchObject({
      code: 'unknown-grid',
    })

    await commandWall(ctx, { act: 'pin', scene: scenes.length - 1 })
    await commandWall(ctx, { act: 'point', lon: 110.01, lat: 30.01, note: '这里' })
    await wall.until(() => signs() === 3)
    const seen = await api.read(Remote, '/api/wall/remote')
    expect(seen).toMatchObject({ pinned: { scene: scenes.length - 1 }, pointer: { lon: 110.01, note: '' } })
    expect(await commandWall(ctx, { act: 'skip' })).toMatchObject({ pinned: null, skips: 1 })
    expect(await commandWall(ctx, { act: 'clear' })).toMatchObject({ pointer: null })
    await expect(commandWall(ctx, { act: 'pin', scene: 39 })).rejects.toMatchObject({ code: 'bad-field' })
    wall.cut()
    expect(await api.refusal('/api/wall/remote', { act: 'skip' })).toBe('401 sign-in-required')
  })
})
