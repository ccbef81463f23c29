import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { feature } from 'topojson-client'
import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../tests/support/database.ts'
import { runScript } from '../../../tests/support/run-script.ts'
import { readCityFolder } from '../city/city-folder.ts'
import { loadCity } from '../city/load-city.ts'
import { proveCoverage } from '../grids/coverage.ts'

const folder = mkdtempSync(join(tmpdir(), 'jingwei-new-city-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = (name: string) => join(folder, name)

const file = createRequire(new URL('../../../geodata/package.json', import.meta.url)).resolve(
  'us-atlas/counties-10m.json',
)
const atlas = JSON.parse(readFileSync(file, 'utf8'))
/** Six states with their counties and islands: published boundaries that nobody made for us. */
const chosen = /^(09|23|25|33|44|50)/
const collection = (name: 'states' | 'counties') => {
  const all = feature(atlas, atlas.objects[name]) as unknown as GeoJSON.FeatureCollection
  const features = all.features
    .filter(({ id }) => chosen.test(String(id)))
    .map(each => ({ ...each, properties: { ...each.properties, parent: String(each.id).slice(0, 2) } }))
  return { ...all, features }
}

const text = (zh: string) => ({ zh, en: zh })
const level = (key: string) => ({
  key,
  name: text(key),
  scope: text(key),
  leadTitle: text('lead'),
  kinds: [],
})
const profile = {
  code: 'NE',
  name: text('New England'),
  timeZone: 'America/New_York',
  metricSrid: 32619,
  nearMeters: 100,
  validFrom: '2026-01-01T00:00:00Z',
  codeScheme: [],
  levels: [level('states'), level('counties')],
  nets: [{ key: 'service', name: text('service') }],
  duties: [],
  classes: [],
  sources: [],
}

test('real states and counties become a city of their own by the command, proven by the database', async () => {
  for (const name of ['states', 'counties'] as const)
    writeFileSync(path(`${name}.json`), JSON.stringify(collection(name)))
  writeFileSync(path('city.json'), JSON.stringify(profile))
  const args = [
    path('states.json'),
    path('counties.json'),
    '--profile',
    path('city.json'),
    '--out',
    path('out'),
  ]
  const { code, said } = await runScript('import-grids', args, {})
  expect(said).toContain('states 6 · counties 67')
  expect(said).not.toContain('→')
  expect(code).toBe(0)

  const database = await freshDatabase()
  await loadCity(database.sql, await readCityFolder(path('out')), { demo: false, now: new Date() })
  expect(await database.sql`select synthetic from city`).toEqual([{ synthetic: null }])
  expect(await proveCoverage(database.sql, 1)).toMatchObject({
    sound: true,
    invalid: 0,
    faulty: 0,
    strayed: 0,
    unequal: 0,
  })
})

test('a county that lies elsewhere stops it: nothing is written', async () => {
  const counties = collection('counties')
  const [first] = counties.features
  if (first?.geometry.type !== 'Polygon') throw new Error('no polygon')
  first.geometry.coordinates = first.geometry.coordinates.map(ring =>
    ring.map(([lon = 0, lat = 0]) => [lon + 0.001, lat]),
  )
  writeFileSync(path('moved.json'), JSON.stringify(counties))
  const args = [
    path('states.json'),
    path('moved.json'),
    '--profile',
    path('city.json'),
    '--out',
    path('none'),
  ]
  const { code, said } = await runScript('import-grids', args, {})
  expect(code).toBe(1)
  expect(said).toMatch(/overlap .* m² @ /)
  await expect(readCityFolder(path('none'))).rejects.toThrow()
})
