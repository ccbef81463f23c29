import { beforeAll, describe, expect, test } from 'vitest'
import { demoCases, demoDatabase, fill, townDatabase } from '../../../tests/support/city-database.ts'
import { freshDatabase } from '../../../tests/support/database.ts'
import { blockCode, sampleTown, town, vacantBlocks } from '../../../tests/support/sample-town.ts'
import { testContext, testService } from '../../../tests/support/service.ts'
import type { Database } from '../database/open.ts'
import { firstBrokenRevision } from '../incidents/event-chain.ts'
import { replay } from '../incidents/life-cycle.ts'
import { selectEvents } from '../incidents/queries.ts'
import { CityFolderError } from './city-folder.ts'
import { loadCity } from './load-city.ts'
import { loadIncidents } from './load-incidents.ts'

const now = new Date('2026-11-22T12:00:00Z')

async function counts({ sql }: Database) {
  const [row] = await sql`
    select (select count(*) from level) as levels, (select count(*) from grid) as grids, (select count(*) from face) as faces,
      (select count(*) from grid_shape) as shapes, (select count(*) from center) as centers,
      (select count(*) from incident) as incidents, (select history_complete from city) as complete`
  return row
}

test.each([
  [2, 8 + 32],
  [4, 4 + 8 + 16 + 32],
  [5, 2 + 4 + 8 + 16 + 32],
])('a town of %i levels is loaded whole', async (levels, grids) => {
  const database = await townDatabase({ levels })
  expect(await counts(database)).toEqual({
    levels,
    grids,
    faces: 33,
    shapes: grids,
    centers: 4,
    incidents: 60,
    complete: true,
  })
})

test('the outlines of every level tile the town: equal areas, holes and the far piece included', async () => {
  const { sql } = await townDatabase({ levels: 4, incidents: 0 })
  const areas = await sql<{ area: number; valid: boolean }[]>`
    select sum(s.area_square_meters) as area, bool_and(ST_IsValid(s.geom) and ST_Covers(s.geom, s.label_point)) as valid
    from grid_shape s join grid_record r on r.grid_id = s.grid_id
    group by r.level`
  const [faces] = await sql<{ area: number }[]>`select sum(ST_Area(geom::geography)) as area from face`
  expect(areas).toHaveLength(4)
  for (const { area, valid } of areas) {
    expect(valid).toBe(true)
    expect(Math.abs(area / (faces?.area ?? 0) - 1)).toBeLessThan(1e-9)
  }
  const [far] = await sql`
    select ST_NumGeometries(s.geom) as parts from grid_shape s join grid_record r on r.grid_id = s.grid_id
    where r.code = ${blockCode(31)}`
  expect(far).toEqual({ parts: 2 })
  const [gap] = await sql`
    select count(*) as owners from face where ST_Covers(geom, ST_SetSRID(ST_MakePoint(${town.gap[0]}, ${town.gap[1]}), 4326))`
  expect(gap).toEqual({ owners: 0 })
})

test('every case replays to its own state and keeps its chain of hashes', async () => {
  const { sql } = await townDatabase({ incidents: 60 })
  const cases = await sql<{ id: number; status: string; rev: number }[]>`select id, status, rev from incident`
  const statuses = new Set<string>()
  for (const { id, status, rev } of cases) {
    const events = await selectEvents(sql, id)
    expect(firstBrokenRevision(events)).toBeNull()
    expect(replay(events)).toMatchObject({ status, rev })
    statuses.add(status)
  }
  expect(statuses.size).toBe(9)
})

test('owners are those of the day: a vacant post climbs, a handover changes the owner', async () => {
  const { sql } = await townDatabase({ incidents: 400 })
  const owners = await sql<{ code: string; role: string; at: Date; name: string }[]>`
    select leaf.code, post.role, i.reported_at as at, person.name
    from incident i
    join grid_record leaf on leaf.grid_id = i.grid_id
    join post on post.id = i.owner_post_id join person on person.id = post.person_id`
  expect(owners).toHaveLength(400)
  for (const block of vacantBlocks)
    expect(new Set(owners.filter(o => o.code === blockCode(block)).map(o => o.role))).toEqual(
      new Set(['lead']),
    )
  const handed = owners.filter(o => o.code === blockCode(9))
  for (const { at, name } of handed)
    expect(name.endsWith(at < new Date(`${town.handover}T00:00:00+08:00`) ? '2022' : '2026')).toBe(true)
  expect(new Set(handed.map(o => o.name)).size).toBe(2)
})

test('weekdays and hours stay true: the history ends on the city’s last Monday', async () => {
  const { sql } = await freshTown(20)
  const [row] =
    await sql`select history_end, (select max(updated_at) <= history_end from incident) as before from city`
  expect(row).toEqual({ historyEnd: new Date('2026-11-15T16:00:00Z'), before: true })
})

test('a load that is cut off goes on where it was, and a complete one is left alone', async () => {
  const database = await freshDatabase()
  const folder = sampleTown({ incidents: 1200 })
  const cutOff = {
    ...folder,
    async *incidents() {
      let n = 0
      for await (const incident of folder.incidents()) {
        if (n++ === 700) throw new Error('killed')
        yield incident
      }
    },
  }
  await expect(fill(database, cutOff, now)).rejects.toThrow('killed')
  expect(await counts(database)).toMatchObject({ incidents: 500, complete: false })
  await fill(database, folder, now)
  expect(await counts(database)).toMatchObject({ incidents: 1200, complete: true })
  await fill(database, folder, now)
  expect(await counts(database)).toMatchObject({ incidents: 1200, grids: 60 })
  const [titles] = await database.sql`select count(distinct title) as n from incident`
  expect(titles).toEqual({ n: 1200 })
})

test('a load that is asked to stop keeps what it has written, and goes on at the next start', async () => {
  const database = await freshDatabase()
  const folder = sampleTown({ incidents: 1200 })
  await loadCity(database.sql, folder, { demo: false, now })
  const stopping = new AbortController()
  await loadIncidents(
    testContext(testService(database), { now }),
    folder,
    () => stopping.abort(),
    stopping.signal,
  )
  expect(await counts(database)).toMatchObject({ incidents: 500, complete: false })
  await fill(database, folder, now)
  expect(await counts(database)).toMatchObject({ incidents: 1200, complete: true })
})

test('a city that fails in the middle leaves an empty database', async () => {
  const database = await freshDatabase()
  const folder = sampleTown()
  const broken = { ...folder, centers: folder.centers.map(center => ({ ...center, code: 'same' })) }
  await expect(loadCity(database.sql, broken, { demo: false, now })).rejects.toThrow(/unique/)
  expect(await counts(database)).toMatchObject({ levels: 0, grids: 0, complete: null })
  expect(await loadCity(database.sql, folder, { demo: false, now })).toBe(true)
})

test.each([
  ['CN', 'Asia/Shanghai', 'mainland-china'],
  ['PT', 'Europe/Lisbon', 'none'],
  [undefined, 'Asia/Shanghai', 'none'],
])('the holidays of a city in %s, %s, are %s', async (country, timeZone, holidays) => {
  const { sql } = await freshDatabase()
  const folder = sampleTown({ incidents: 0 })
  const { country: _, ...rest } = folder.profile
  const profile = { ...rest, timeZone, ...(country === undefined ? {} : { country }) }
  await loadCity(sql, { ...folder, profile }, { demo: false, now })
  expect(await sql`select holidays from working_calendar`).toEqual([{ holidays }])
})

test('an incident of an unknown class is named by its line', async () => {
  const database = await freshDatabase()
  const folder = sampleTown({ incidents: 0 })
  await loadCity(database.sql, folder, { demo: false, now })
  const unknown = {
    ...folder,
    async *incidents() {
      for await (const incident of sampleTown({ incidents: 1 }).incidents())
        yield { ...incident, class: 'E99' }
    },
  }
  const ctx = testContext(testService(database), { now })
  await expect(loadIncidents(ctx, unknown)).rejects.toThrow(
    new CityFolderError('incidents.ndjson.gz', 'line 1', 'unknown class E99'),
  )
})

describe('the demo city', () => {
  let database: Database
  beforeAll(async () => {
    database = await demoDatabase()
  })

  test('its grids, faces, centers and incidents are all there', async () => {
    expect(await counts(database)).toMatchObject({
      levels: 4,
      grids: 1976,
      shapes: 1976,
      centers: 309,
      complete: true,
    })
    const [row] = await database.sql<{ incidents: number; open: number; workers: number; orphans: number }[]>`
      select count(*) filter (where synthetic) as incidents, count(*) filter (where is_open and synthetic) as open,
        (select count(distinct person_id) from post where role = 'worker') as workers,
        (select count(*) from grid_record r where not exists
          (select from post where post.grid_id = r.grid_id and role = 'lead')) as orphans
      from incident`
    expect(row?.incidents).toBe(demoCases)
    expect(row?.open).toBeGreaterThan(0.016 * demoCases)
    expect(row?.open).toBeLessThan(0.024 * demoCases)
    expect(row?.workers).toBeGreaterThanOrEqual(1700)
    expect(row?.orphans).toBe(0)
  })

  test('every stage and verb of its history obeys the life cycle', async () => {
    const { sql } = database
    const ids = await sql<{ id: number; status: string }[]>`
      select distinct on (status, rev) id, status from incident where synthetic order by status, rev, id`
    expect(new Set(ids.map(({ status }) => status)).size).toBeGreaterThan(7)
    for (const { id, status } of ids) expect(replay(await selectEvents(sql, id)).status).toBe(status)
  })
})

async function freshTown(incidents: number): Promise<Database> {
  const database = await freshDatabase()
  await fill(database, sampleTown({ incidents }), now)
  return database
}
