import { expect, test } from 'vitest'
import {
  approved,
  drawnTown,
  east,
  levels,
  north,
  officer,
  published,
  rename,
  reviewer,
  round,
  size,
  south,
  west,
} from '../../../tests/support/drawn-town.ts'
import { gridCode } from '../../../tests/support/sample-town.ts'
import type { Sql } from '../database/sql.ts'
import { proveCoverage } from '../grids/coverage.ts'
import { Difference } from './contract.ts'
import { publishDraft } from './publish.ts'
import { restoreVersion } from './restore-version.ts'
import { approveDraft, submitDraft } from './review.ts'
import { draftDifference, versionDifference } from './show-difference.ts'
import { listVersions } from './show-draft.ts'
import { showLineage } from './show-lineage.ts'

const corner: [number, number] = [round(south[0] - size), south[1]]

const parsed = (text: string) => Difference.parse(JSON.parse(text))

/** Grids whose outline the database finds to be another one than the difference says. */
async function misdrawn(sql: Sql, { grids }: Difference, version: number): Promise<string[]> {
  const drawn = grids.filter(({ after }) => after !== null)
  const shapes = drawn.map(({ code, after }) => ({
    code,
    shape: { type: 'MultiPolygon', coordinates: after },
  }))
  const rows = await sql<{ code: string }[]>`
    select told.code from jsonb_to_recordset(${JSON.stringify(shapes)}::text::jsonb) as told (code text, shape jsonb)
    left join grid_record r on r.code = told.code
      and r.from_version <= ${version} and (r.to_version is null or r.to_version > ${version})
    left join grid_shape s on s.grid_id = r.grid_id
      and s.from_version <= ${version} and (s.to_version is null or s.to_version > ${version})
    where not coalesce(ST_Equals(s.geom, ST_SetSRID(ST_GeomFromGeoJSON(told.shape::text), 4326)), false)`
  return rows.map(({ code }) => code)
}

test('the lineage of a grid says from whom its area came and to whom it went, by any code that it bore; a version says what it changed', async () => {
  const { database, as } = await drawnTown(0)
  const parent = gridCode(10, levels - 2, levels)
  const id = await approved(as, [
    { kind: 'create', grid: { code: 'T-new', level: 'd', parent, name: { zh: '新格' } } },
    { kind: 'split', line: [corner, north], to: 'T-new' },
  ])
  const foretold = parsed(await draftDifference(as(officer), id))
  await publishDraft(as(reviewer), id)
  const split = parsed(await versionDifference(as(officer), 2))
  expect(split).toEqual(foretold)
  expect(parsed(await draftDifference(as(officer), id))).toEqual(split)
  expect(split.against).toBe(1)
  expect(new Map(split.grids.map(({ code, change }) => [code, change]))).toEqual(
    new Map([
      ['T-new', 'created'],
      [west, 'changed'],
    ]),
  )
  expect(split.grids.find(({ code }) => code === 'T-new')?.before).toBeNull()
  expect(await misdrawn(database.sql, split, 2)).toEqual([])

  await published(as, [{ kind: 'merge', from: 'T-new', into: east }])
  const merge = parsed(await versionDifference(as(officer), 3))
  expect(merge.grids.find(({ code }) => code === 'T-new')).toMatchObject({ change: 'retired', after: null })
  expect(await misdrawn(database.sql, merge, 3)).toEqual([])
  // a grid is not changed by a parent that is called otherwise
  await published(as, [rename(east, 'T-renamed'), rename(parent, 'T-above')])
  const renaming = parsed(await versionDifference(as(officer), 4))
  expect(renaming.grids.map(({ code, before, after }) => [code, before, after])).toEqual([
    ['T-above', null, null],
    ['T-renamed', null, null],
  ])
  expect(parsed(await versionDifference(as(officer), 1))).toEqual({ against: 1, grids: [] })
  await expect(versionDifference(as(officer), 99)).rejects.toMatchObject({ code: 'not-found' })

  expect((await showLineage(as(officer), 'T-new')).changes).toMatchObject([
    { version: 3, from: [], to: [{ code: east, share: 1 }] },
    { version: 2, from: [{ code: west, share: 1 }], to: [] },
  ])
  const kept = await showLineage(as(officer), west)
  expect(kept.changes).toMatchObject([{ version: 2, from: [{ code: west }], to: [{}, {}] }])
  expect(kept.changes[0]?.to.map(({ share }) => Math.round(share * 100))).toEqual([50, 50])
  const renamed = await showLineage(as(officer), 'T-renamed')
  expect(renamed.records.map(({ code, from, until }) => [code, from, until])).toEqual([
    [east, 1, 4],
    ['T-renamed', 4, null],
  ])
  expect(await showLineage(as(officer), east)).toEqual({ ...renamed, code: east })
  expect(renamed.changes[0]?.from.map(({ code }) => code).toSorted()).toEqual([east, 'T-new'].toSorted())
  await expect(showLineage(as(officer), 'T-none')).rejects.toMatchObject({ code: 'unknown-grid' })

  // a border is bent and a grid goes to another parent: what each grid gave adds up to what it was, at every level, as the database measures it
  const heart: [number, number] = [round(corner[0] + size / 2), round(corner[1] + size / 2)]
  await published(as, [
    { kind: 'insert', border: [corner, north], at: heart },
    { kind: 'move', vertices: [{ from: heart, to: [round(heart[0] + size / 5), heart[1]] }] },
    { kind: 'reparent', grid: west, parent: gridCode(31, levels - 2, levels) },
  ])
  const sums = await database.sql<{ gave: number; was: number; got: number; is: number }[]>`
    select f.gave, old.area_square_meters as was, t.got, new.area_square_meters as is
    from (select old_id, version, sum(square_meters) as gave from lineage group by 1, 2) f
    join grid_shape old on old.grid_id = f.old_id and old.from_version < f.version
      and (old.to_version is null or old.to_version >= f.version)
    full join (select new_id, version, sum(square_meters) as got from lineage group by 1, 2) t
      on t.new_id = f.old_id and t.version = f.version
    left join grid_shape new on new.grid_id = t.new_id and new.from_version <= t.version
      and (new.to_version is null or new.to_version > t.version)`
  expect(sums.length).toBeGreaterThan(10)
  for (const { gave, was, got, is } of sums) {
    if (gave !== null) expect(Math.abs(gave / was - 1)).toBeLessThan(1e-6)
    if (got !== null) expect(Math.abs(got / is - 1)).toBeLessThan(1e-6)
  }

  // taken back: the former borders under a new number, and everything between stays on record
  const restored = await restoreVersion(as(officer), 1, { title: '恢复最初边界' })
  expect(restored).toMatchObject({ state: 'open', title: '恢复最初边界' })
  await submitDraft(as(officer), restored.id)
  await approveDraft(as(reviewer), restored.id)
  await publishDraft(as(reviewer), restored.id)
  expect((await listVersions(as(officer)))[0]).toMatchObject({ version: 6, base: 5, draft: restored.id })
  expect(await proveCoverage(database.sql, 6)).toMatchObject({ sound: true })
  const state = async (version: number) => {
    const atlas = await as(officer).atlases.of(as(officer), version)
    return atlas?.grids.map(({ code, parent, name, areaSquareMeters }) => [
      code,
      parent,
      name,
      areaSquareMeters,
    ])
  }
  expect(await state(6)).toEqual(await state(1))
  expect(await state(5)).not.toEqual(await state(1))
  expect((await showLineage(as(officer), east)).records.at(-1)).toMatchObject({ from: 6, code: east })
  await expect(restoreVersion(as(officer), 99, { title: '没有' })).rejects.toMatchObject({
    code: 'not-found',
  })
})
