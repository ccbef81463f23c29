import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runScript } from '../tests/support/run-script.ts'

const folder = mkdtempSync(join(tmpdir(), 'jingwei-import-sentences-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = (name: string) => join(folder, name)
const square = (lon: number) => [
  [
    [lon, 0],
    [lon + 1, 0],
    [lon + 1, 1],
    [lon, 0],
  ],
]
const wide = {
  type: 'FeatureCollection',
  features: [-179, 178].map((lon, i) => ({
    type: 'Feature',
    properties: { code: `G${i}` },
    geometry: { type: 'Polygon', coordinates: square(lon) },
  })),
}
const text = { zh: '名', en: 'name' }
const profile = {
  code: 'X',
  name: text,
  timeZone: 'UTC',
  metricSrid: 3857,
  nearMeters: 1,
  validFrom: '2026-01-01T00:00:00Z',
  codeScheme: [],
  levels: [{ key: 'only', name: text, scope: text, leadTitle: text, kinds: [] }],
  nets: [{ key: 'net', name: text }],
  duties: [],
  classes: [],
  sources: [],
  synthetic: text,
}
writeFileSync(path('wide.json'), JSON.stringify(wide))
writeFileSync(path('cut.json'), JSON.stringify(wide).slice(0, 100))
writeFileSync(path('city.json'), JSON.stringify(profile))
writeFileSync(path('own-key.json'), JSON.stringify({ ...profile, basemapp: 'x' }))
writeFileSync(path('half-a-city.json'), JSON.stringify({ ...profile, nets: [], levels: 'none' }))

test.concurrent.each([
  ['a file that is not there', ['none.gpkg'], 'There is no such file: .*none\\.gpkg'],
  ['a file that ends in the middle', ['cut.json'], 'The file is broken'],
  ['across the antimeridian', ['wide.json'], 'across the antimeridian'],
  ['a datum that nobody knows', ['wide.json', '--datum', 'mars'], 'Unknown datum: mars'],
  ['a reference that is no number', ['wide.json', '--srid', 'GK'], 'EPSG code: GK'],
  ['an option that there is not', ['wide.json', '--unusual'], '--unusual'],
  [
    'a profile that is none',
    ['wide.json', '--profile', 'half-a-city.json'],
    'city profile.*levels .*; nets ',
  ],
  ['a profile with a key of its own', ['wide.json', '--profile', 'own-key.json'], 'basemapp'],
  [
    'a mapping that is none',
    ['wide.json', '--mapping', 'city.json'],
    'mapping .*city\\.json is wrong: .*levels',
  ],
  ['a folder', ['.'], 'a folder, not a file'],
])('the command says in a sentence: %s', async (_, args, sentence) => {
  const files = args.map(arg => (arg.includes('.') ? path(arg) : arg))
  const given = files.includes('--profile') ? files : [...files, '--profile', path('city.json')]
  const { code, said } = await runScript('import-grids', [...given, '--out', path('out')], {})
  expect(said).toMatch(new RegExp(sentence))
  expect(said).not.toMatch(/^ {4}at /m)
  expect(code).toBe(2)
})
