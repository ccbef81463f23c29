import { beforeAll, expect, test } from 'vitest'
import {
  type As,
  bend,
  drawnTown,
  east,
  officer,
  published,
  rename,
  west,
} from '../../../tests/support/drawn-town.ts'
import type { Database } from '../database/open.ts'
import { proveCoverage } from './coverage.ts'
import { registerVersions } from './register-version.ts'
import { verifyBoundaries } from './verify-boundaries.ts'

let database: Database
let as: As
beforeAll(async () => {
  const town = await drawnTown(0)
  database = town.database
  as = town.as
  await published(as, bend)
  await published(as, [rename(west, 'T-west')])
  await published(as, [{ kind: 'merge', from: east, into: 'T-west' }])
})

test('every version is what was published; what is not on record yet is told, and put there by a start', async () => {
  expect(await verifyBoundaries(as(officer))).toEqual({ whole: true, versions: 4, unregistered: [1] })
  await registerVersions(as(officer))
  await registerVersions(as(officer))
  expect(await verifyBoundaries(as(officer))).toEqual({ whole: true, versions: 4, unregistered: [] })
  const entries = await database.sql`
    select subject, count(*)::int as entries from audit_event where verb = 'version.register' group by subject order by subject`
  expect(entries).toEqual([1, 2, 3, 4].map(version => ({ subject: `version/${version}`, entries: 1 })))
})

/** Each change, made again, takes itself back. */
const flip = (bytes: string, at: number) => `set_byte(${bytes}, ${at}, get_byte(${bytes}, ${at}) # 1)`
/** A number of a shape, in its lowest byte. */
const bent = `geom = ST_GeomFromEWKB(${flip('ST_AsEWKB(geom)', 33)})`
/** The same in its highest: what comes of it is no place on earth. */
const torn = (at: number) =>
  `geom = ST_GeomFromEWKB(set_byte(ST_AsEWKB(geom), ${at}, get_byte(ST_AsEWKB(geom), ${at}) # 63))`
const grid = (code: string) => `grid_id = (select min(grid_id) from grid_record where code = '${code}')`
const ended = `${grid(west)} and to_version = 2`
const counting = `${grid('T-west')} and id = (select min(id) from face where ${grid('T-west')} and to_version is null)`

const faults: [what: string, statement: string, found: object][] = [
  ['a byte of a face of then', `update face set ${bent} where ${ended}`, { version: 1, fault: 'faces' }],
  ['a byte of a face of now', `update face set ${bent} where ${counting}`, { version: 4, fault: 'faces' }],
  [
    'a face that counts one version longer',
    `update face set to_version = 5 - to_version where ${grid(west)} and to_version in (2, 3)`,
    { version: 2, fault: 'faces' },
  ],
  [
    'a byte of an outline of then',
    `update grid_shape set geom = ST_GeomFromEWKB(${flip('ST_AsEWKB(geom)', 42)}) where ${ended}`,
    { version: 1, fault: 'outline' },
  ],
  [
    'an area of then',
    `update grid_shape set area_square_meters = -area_square_meters where ${ended}`,
    { version: 1, fault: 'derived' },
  ],
  [
    'a label outside of its grid',
    `update grid_shape set label_point = ST_Scale(label_point, -1, -1) where ${ended}`,
    { version: 1, fault: 'derived' },
  ],
  [
    'a name of then',
    `update grid_record set name = name || jsonb_build_object('zh', reverse(name ->> 'zh')) where ${grid(west)} and to_version = 3`,
    { version: 1, fault: 'record' },
  ],
  [
    'a grid that ended earlier',
    `update grid_record set to_version = 7 - to_version where ${grid(east)} and to_version in (3, 4)`,
    { version: 3, fault: 'record', grid: east },
  ],
  [
    'a byte of a document of then',
    `update version set topology = ${flip('topology', 300)} where id = 1`,
    { version: 1, fault: 'document' },
  ],
  [
    'a byte of the document of now',
    `update version set topology = ${flip('topology', 300)} where id = 4`,
    { version: 4, fault: 'document' },
  ],
  [
    'another hash',
    `update version set content_hash = reverse(content_hash) where id = 2`,
    { version: 2, fault: 'register' },
  ],
  [
    'another day from which a version counts',
    `update version set effective_at = timestamptz '2020-01-01' + (timestamptz '2020-01-01' - effective_at) where id = 1`,
    { version: 1, fault: 'register' },
  ],
]

test.each(faults)('is found: %s', async (_, statement, found) => {
  const change = async () => expect((await database.sql.unsafe(statement)).count).toBe(1)
  await change()
  const verdict = await verifyBoundaries(as(officer)).finally(change)
  expect(verdict).toMatchObject({ whole: false, ...found })
  expect(await verifyBoundaries(as(officer))).toMatchObject({ whole: true })
})

test.each([
  ['a face', 'faces', `update face set ${torn(40)} where ${counting}`],
  [
    'an outline',
    'outline',
    `update grid_shape set ${torn(49)} where ${grid('T-west')} and to_version is null`,
  ],
])('whichever byte of %s is changed, that is what is said', async (_, fault, statement) => {
  const change = () => database.sql.unsafe(statement)
  await change()
  const found = [verifyBoundaries(as(officer)), proveCoverage(database.sql, 4)] as const
  const [verdict, proof] = await Promise.all(found).finally(change)
  expect(verdict).toMatchObject({ whole: false, fault })
  expect(proof).toMatchObject({ sound: false, invalid: 1 })
})

/** Whatever order the database reads in, what was there before comes last. */
const doubles: [what: string, fault: string, add: string, moveOn: string, takeAway: string][] = [
  [
    'a record',
    'record',
    `insert into grid_record (grid_id, from_version, to_version, code, level, parent_id, name, kind, net, households, synthetic)
     select (select max(id) from grid), 2, 3, code, level, parent_id, name, kind, net, households, synthetic
     from grid_record where ${grid(east)} and from_version = 1`,
    `update grid_record set name = name where ${grid(east)} and from_version = 1`,
    `delete from grid_record where code = '${east}' and from_version = 2`,
  ],
  [
    'an outline',
    'outline',
    `insert into grid_shape (grid_id, from_version, to_version, geom, area_square_meters, label_point)
     select a.grid_id, 3, 4, b.geom, b.area_square_meters, b.label_point from grid_shape a, grid_shape b
     where a.${grid(west)} and a.from_version = 2 and b.${grid(east)} and b.from_version = 2`,
    `update grid_shape set geom = geom where ${grid(west)} and from_version = 2`,
    `delete from grid_shape where ${grid(west)} and from_version = 3`,
  ],
]
test.each(doubles)(
  '%s beside the one that was published is found',
  async (_, fault, add, moveOn, takeAway) => {
    for (const statement of [add, moveOn]) expect((await database.sql.unsafe(statement)).count).toBe(1)
    const verdict = await verifyBoundaries(as(officer)).finally(() => database.sql.unsafe(takeAway))
    expect(verdict).toMatchObject({ whole: false, fault })
    expect(await verifyBoundaries(as(officer))).toMatchObject({ whole: true })
  },
)

test('a version that is published while somebody looks is none that is missed', async () => {
  const ctx = as(officer)
  const sql = new Proxy(ctx.sql, {
    get: (target, name) => {
      if (name !== 'begin') return Reflect.get(target, name)
      return async (work: Parameters<typeof target.begin>[0]) => {
        await published(as, [rename('T-west', 'T-west-2')])
        return target.begin(work)
      }
    },
  })
  expect(await verifyBoundaries({ ...ctx, sql })).toMatchObject({ whole: true })
})

test('a version that somebody took away is missed', async () => {
  await database.sql`insert into version (effective_at, content_hash, topology) values (now(), '', '')`
  await registerVersions(as(officer))
  await database.sql`delete from version where content_hash = ''`
  expect(await verifyBoundaries(as(officer))).toEqual({ whole: false, version: 6, fault: 'missing' })
})
