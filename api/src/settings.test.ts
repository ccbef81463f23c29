import { expect, test } from 'vitest'
import { readSettings, SettingsError } from './settings.ts'

test('without any variable: loopback, port 4300, the embedded database, the demo city', () => {
  expect(readSettings({})).toMatchObject({
    port: 4300,
    host: '127.0.0.1',
    databaseUrl: undefined,
    demo: true,
    basemap: null,
  })
})

test('a blank variable is no variable', () => {
  expect(readSettings({ PORT: '', DATABASE_URL: '', BASEMAP_STYLE_URL: '' })).toEqual(readSettings({}))
})

test.each([
  [{ PORT: 'eighty' }, 'PORT'],
  [{ PORT: '70000' }, 'PORT'],
  [{ PORT: '80.5' }, 'PORT'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
  [{ DATABASE_URL: 'postgres://one:5432,two:port/x' }, 'DATABASE_URL'],
  [{ BASEMAP_STYLE_URL: 'javascript:alert(1)' }, 'BASEMAP_STYLE_URL'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
])('%o is refused by name', (env, name) => {
  const refusal = () => readSettings(env)
  expect(refusal).toThrow(SettingsError)
  expect(refusal).toThrow(name)
})

test.each([
  'postgres://user:pass@one:5432/city',
  'postgresql://user:p%40ss@one:5432,two:5433/city?target_session_attrs=primary',
  'postgres://10.0.0.1,10.0.0.2,10.0.0.3/city',
])('the database may be %s', url => {
  expect(readSettings({ DATABASE_URL: url }).databaseUrl).toBe(url)
})

test('a city folder of one’s own is no demo', () => {
  expect(readSettings({ CITY_DIR: '/srv/city' })).toMatchObject({ cityDir: '/srv/city', demo: false })
})

test.each([
  [{ BASEMAP_STYLE_URL: 'https://maps.example/style.json' }, { kind: 'style' }],
  [
    { BASEMAP_RASTER_URL: 'https://t0.example/{z}/{x}/{y}.png?tk=1', BASEMAP_ATTRIBUTION: '©' },
    { kind: 'raster', attribution: '©' },
  ],
  [{ BASEMAP_PMTILES: '/srv/a.pmtiles' }, { kind: 'pmtiles', file: '/srv/a.pmtiles' }],
])('basemap of %o', (env, basemap) => {
  expect(readSettings(env).basemap).toMatchObject(basemap)
})
