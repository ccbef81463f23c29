import { sampleWishes } from '@jingwei/geodata/geometry/testing/random-operations.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawnTown, officer } from '../../../tests/support/drawn-town.ts'
import { reach, tryEdits } from '../../../tests/support/random-edits.ts'
import { town } from '../../../tests/support/sample-town.ts'
import { verifyBoundaries } from '../grids/verify-boundaries.ts'

/** `tests/load/foretold.ts` does it 200 times. */
const edits = 25

test('what is foretold of random edits happens, exactly; a place has one grid a level in every version, and every version is on record', async () => {
  const { database, as } = await drawnTown(120)
  const drafts = sampleWishes(6, reach, { seed: 5, lists: edits })
  const trial = await tryEdits(as, drafts)
  expect(trial.wrong).toEqual([])
  // the comparison would see a move if it were foretold wrongly
  expect(trial.edits).toBeGreaterThan(edits / 2)
  expect(trial.cases).toBeGreaterThan(20)
  expect(trial.posts).toBeGreaterThan(0)

  const verdict = await verifyBoundaries(as(officer))
  expect(verdict).toEqual({ whole: true, versions: trial.edits + 1, unregistered: [1] })

  const places = fc.sample(
    fc.tuple(
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
    ),
    {
      seed: 6,
      numRuns: 100,
    },
  )
  const given = places.map(([x, y]) => ({
    lon: town.west + x * town.columns * town.block,
    lat: town.south + y * town.rows * town.block,
  }))
  const rows = await database.sql<{ version: number; place: number; grids: number[] }[]>`
    select v.id as version, place::int, array_agg(found.grids order by l.position) as grids
    from version v cross join level l
    cross join jsonb_to_recordset(${JSON.stringify(given.map((each, place) => ({ place, ...each })))}::text::jsonb)
      as given (place int, lon float8, lat float8)
    cross join lateral (
      select count(*)::int as grids from grid_record r
      join grid_shape s on s.grid_id = r.grid_id and s.from_version <= v.id and (s.to_version is null or s.to_version > v.id)
      where r.level = l.position and r.from_version <= v.id and (r.to_version is null or r.to_version > v.id)
        and ST_Intersects(s.geom, ST_SetSRID(ST_MakePoint(lon, lat), 4326))) as found
    group by v.id, place`
  expect(rows).toHaveLength(given.length * (trial.edits + 1))
  const first = new Map(rows.filter(({ version }) => version === 1).map(({ place, grids }) => [place, grids]))
  expect([...first.values()].filter(grids => grids.every(count => count === 1)).length).toBeGreaterThan(90)
  for (const { place, grids } of rows)
    expect(grids).toEqual(first.get(place)?.[0] === 0 ? [0, 0, 0, 0] : [1, 1, 1, 1])
})
