import { beforeAll, describe, expect, test } from 'vitest'
import { demoDatabase, townDatabase } from '../../../tests/support/city-database.ts'
import type { Sql } from '../database/sql.ts'
import { proveCoverage, provePublication } from './coverage.ts'

/** Undoes whatever the test did to the shapes. */
class Undo extends Error {}

describe.each([2, 4, 5])('a town of %d levels', levels => {
  let sql: Sql
  beforeAll(async () => {
    sql = (await townDatabase({ levels, incidents: 0 })).sql
  })

  test('is proved sound, with its hole, enclave and leaf of two faces', async () => {
    const proof = await proveCoverage(sql, 1)
    expect(proof).toMatchObject({
      invalid: 0,
      uncanonical: 0,
      faulty: 0,
      strayed: 0,
      unequal: 0,
      sound: true,
    })
    expect(2 * (proof.twins ?? 0) + (proof.open ?? 0)).toBe(proof.segments)
  })
})

describe('a fault', () => {
  let sql: Sql
  beforeAll(async () => {
    sql = (await townDatabase({ incidents: 0 })).sql
  })

  const faults: [string, (sql: Sql) => PromiseLike<unknown>, object][] = [
    [
      'a gap of one unit',
      sql => rewrite(sql, '110.02 30.02', '110.0199999 30.02'),
      { faulty: 0, unequal: 1 },
    ],
    [
      'an overlap of one unit',
      sql => rewrite(sql, '110.02 30.02', '110.0200001 30.02'),
      { faulty: 0, unequal: 1 },
    ],
    [
      'a vertex that the neighbour lacks',
      sql => rewrite(sql, '110.02 30,110.02 30.02', '110.02 30,110.02 30.01,110.02 30.02'),
      { faulty: 0, unequal: 1 },
    ],
    ['a missing face', sql => sql`delete from face where id = (select min(id) from face)`, { unequal: 1 }],
    [
      'the same face twice',
      sql =>
        sql`insert into face (grid_id, from_version, geom) select grid_id, from_version, geom from face order by id limit 1`,
      { unequal: 1 },
    ],
    [
      'a bow-tie',
      sql => sql`
        update face set geom = ST_GeomFromText('POLYGON((110 30, 110.1 30.1, 110.1 30, 110 30.1, 110 30))', 4326)
        where id = (select min(id) from face)`,
      { invalid: 1 },
    ],
    [
      'a child under the wrong parent',
      sql => sql`
        update grid_record set parent_id = (select r.parent_id from grid_record r where r.level = 4 order by r.code desc limit 1)
        where level = 4 and code = (select min(code) from grid_record where level = 4)`,
      { unequal: 2 },
    ],
    [
      'a coordinate that is no whole unit',
      sql => sql`
        update face set geom = ST_Translate(geom, 0.00000003, 0) where id = (select max(id) from face)`,
      { invalid: 0 },
    ],
  ]

  test.each(faults)('is found: %s', async (_, spoil, found) => {
    const spoiled = sql.begin(async tx => {
      await spoil(tx)
      expect(await proveCoverage(tx, 1)).toMatchObject({ ...found, sound: false })
      throw new Undo()
    })
    await expect(spoiled).rejects.toBeInstanceOf(Undo)
    expect((await proveCoverage(sql, 1)).sound).toBe(true)
  })

  test.each(faults)('of a publication on a proved version is found: %s', async (_, spoil, found) => {
    const spoiled = sql.begin(async tx => {
      const next = async (base: number): Promise<number> => {
        const [row] = await tx<{ id: number }[]>`
          insert into version (effective_at, published_at, base, note, content_hash, topology)
          select effective_at + interval '1 day', published_at + interval '1 day', ${base}, '', content_hash, topology
          from version where id = ${base}
          returning id`
        return row?.id ?? 0
      }
      const version = await next(await next(1))
      expect(await provePublication(tx, version)).toMatchObject({ grids: 0, unequal: 0, sound: true })
      // every row begins with it: whatever is spoiled is a change
      await tx`update face set from_version = ${version}`
      await tx`update grid_record set from_version = ${version}`
      await spoil(tx)
      expect(await provePublication(tx, version)).toMatchObject({ ...found, sound: false })
      throw new Undo()
    })
    await expect(spoiled).rejects.toBeInstanceOf(Undo)
  })

  /** In the face of the south-western block. */
  async function rewrite(sql: Sql, from: string, to: string) {
    const rows = await sql`
      update face set geom = ST_GeomFromText(replace(ST_AsText(geom), ${from}, ${to}), 4326)
      where ST_AsText(geom) like '%((110 30,%' and ST_AsText(geom) like ${`%${from}%`}
      returning 1`
    expect(rows).toHaveLength(1)
  }
})

test('the demo city is proved sound; its areas add up on every level', { timeout: 120_000 }, async () => {
  const { sql } = await demoDatabase()
  const proof = await proveCoverage(sql, 1)
  expect(proof).toMatchObject({ invalid: 0, uncanonical: 0, faulty: 0, strayed: 0, unequal: 0, sound: true })
  const areas = await sql<{ level: number; meters: number; stored: number }[]>`
    select r.level, sum(ST_Area(s.geom::geography)) as meters, sum(s.area_square_meters) as stored
    from grid_shape s join grid_record r on r.grid_id = s.grid_id
    group by r.level order by r.level`
  expect(areas.length).toBeGreaterThan(1)
  for (const { meters, stored } of areas) {
    expect(Math.abs(meters / (areas[0]?.meters ?? 0) - 1)).toBeLessThan(1e-9)
    expect(Math.abs(stored / meters - 1)).toBeLessThan(1e-9)
  }
})
