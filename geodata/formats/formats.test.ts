import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import proj4 from 'proj4'
import { afterAll, describe, expect, test } from 'vitest'
import { readArchive } from './archive.ts'
import { readDbf, writeDbf } from './dbf.ts'
import { readGeojson, writeGeojson } from './geojson.ts'
import { writeGeopackage } from './geopackage.ts'
import { type Layer, wgs84 } from './layer.ts'
import { readFile } from './read-file.ts'
import { definitionOf, inDegrees } from './reference.ts'
import { readShapefiles, writeShapefiles } from './shapefile.ts'
import { readShp, writeShp } from './shp.ts'
import { tidyText } from './tidy-text.ts'

const folder = mkdtempSync(join(tmpdir(), 'jingwei-formats-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = (name: string) => join(folder, name)

const ring = (...points: number[]) => Float64Array.from([...points, points[0] as number, points[1] as number])
const outer = ring(117, 32, 117.3, 32.0000001, 117.3, 32.3, 117, 32.3)
const hole = ring(117.1, 32.1, 117.1, 32.2, 117.2, 32.2)
const far = ring(118, 32, 118.1234567, 32, 118.1, 32.1)
const layer: Layer = {
  name: 'grids',
  fields: ['code', 'name', 'households'],
  rows: [
    { values: ['340402-001', '龙泉街道 “一”', 1200], polygons: [[outer, hole], [far]], hasHeights: false },
    {
      values: ['340402-002', '舜耕𠮷', null],
      polygons: [[hole]],
      hasHeights: false,
    },
  ],
  reference: wgs84,
}
const second: Layer = { ...layer, name: 'towns', rows: layer.rows.slice(0, 1) }

/** Polygons with closed rings, whatever their direction and start: the numbers themselves are compared. */
const shapes = ({ rows }: Layer) =>
  rows.map(({ polygons }) => (polygons ?? []).map(rings => rings.map(each => corners(each))))
const corners = (each: Float64Array) =>
  Array.from({ length: each.length / 2 - 1 }, (_, i) => `${each[2 * i]} ${each[2 * i + 1]}`).sort()

describe('what is written is read again, every double as it was', () => {
  test('GeoJSON', () => {
    writeFileSync(path('a.geojson'), [...writeGeojson([layer])].join(''))
    const { format, layers } = readFile(path('a.geojson'), 'a.geojson')
    expect(format).toBe('geojson')
    expect(layers).toEqual([{ ...layer, name: 'a' }])
  })

  test('GeoPackage', () => {
    writeGeopackage(path('a.gpkg'), [layer, second])
    const { format, layers } = readFile(path('a.gpkg'), 'a.gpkg')
    expect(format).toBe('gpkg')
    expect(layers.map(({ name }) => name)).toEqual(['grids', 'towns'])
    expect(layers[0]?.rows.map(({ polygons }) => polygons)).toEqual(
      layer.rows.map(({ polygons }) => polygons),
    )
    expect(layers[0]?.rows.map(({ values }) => values.slice(1))).toEqual(
      layer.rows.map(({ values }) => values),
    )
  })

  test('GeoPackage in a zip', () => {
    writeGeopackage(path('in-zip.gpkg'), [layer])
    writeFileSync(path('in-zip.zip'), zipSync({ '网格/grids.gpkg': readFileSync(path('in-zip.gpkg')) }))
    expect(readFile(path('in-zip.zip'), 'in-zip.zip').layers).toEqual(
      readFile(path('in-zip.gpkg'), 'in-zip.gpkg').layers,
    )
  })

  test('Shapefile: rings turn as the format wants them', () => {
    const layers = readShapefiles(writeShapefiles([layer, second]))
    expect(layers.map(({ name }) => name)).toEqual(['grids', 'towns'])
    expect(shapes(layers[0] as Layer)).toEqual(shapes(layer))
    expect(layers[0]?.rows.map(({ values }) => values)).toEqual(layer.rows.map(({ values }) => values))
    expect(layers[0]?.reference?.name).toBe('GCS_WGS_1984')
  })
})

describe('text of GeoJSON', () => {
  const feature = { type: 'Feature', properties: { name: '龙泉街道' }, geometry: null }
  const json = JSON.stringify(feature)
  const gbk = Buffer.concat([
    Buffer.from(json.slice(0, json.indexOf('龙'))),
    Buffer.from('c1fac8aabdd6b5c0', 'hex'),
    Buffer.from(json.slice(json.indexOf('道') + 1)),
  ])
  test.each([
    ['UTF-8', Buffer.from(json)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${json}`)],
    ['UTF-16 as Windows calls Unicode', Buffer.from(`\uFEFF${json}`, 'utf16le')],
    ['GBK', gbk],
  ])('in %s loses nothing', (_, bytes) => {
    writeFileSync(path('text'), bytes)
    expect(readFile(path('text'), 'text.geojson').layers[0]?.rows[0]?.values).toEqual(['龙泉街道'])
    writeFileSync(path('text.zip'), zipSync({ 'text.geojson': bytes }))
    expect(readFile(path('text.zip'), 'text.zip').layers[0]?.rows[0]?.values).toEqual(['龙泉街道'])
  })
})

describe('GDAL as the judge', () => {
  const gdal = (...args: string[]) => execFileSync('ogr2ogr', args, { encoding: 'utf8', cwd: folder })

  test('it is here: Debian’s gdal-bin', () => {
    expect(
      spawnSync('ogr2ogr', ['--version']).error,
      'ogr2ogr is missing: apt-get install gdal-bin',
    ).toBeUndefined()
  })

  test.each(['a.gpkg', 'a.zip'])('reads %s as we wrote it', name => {
    if (name === 'a.gpkg') writeGeopackage(path('b.gpkg'), [layer])
    else writeFileSync(path('b.zip'), writeShapefiles([layer]))
    const from = name === 'a.gpkg' ? path('b.gpkg') : `/vsizip/${path('b.zip')}/grids.shp`
    rmSync(path('c.geojson'), { force: true })
    gdal(
      '-f',
      'GeoJSON',
      '-lco',
      'COORDINATE_PRECISION=15',
      '-lco',
      'RFC7946=NO',
      path('c.geojson'),
      from,
      'grids',
    )
    const [read] = readGeojson(readFileSync(path('c.geojson'), 'utf8'), 'c')
    expect(shapes(read as Layer)).toEqual(shapes(layer))
    const at = (field: string) => read?.fields.indexOf(field) ?? -1
    expect(read?.rows.map(({ values }) => [values[at('code')], values[at('name')]])).toEqual(
      layer.rows.map(({ values }) => values.slice(0, 2)),
    )
  })

  test('a shapefile in GBK and a Gauss–Krüger zone, written by it, is read', () => {
    writeFileSync(path('d.geojson'), [...writeGeojson([{ ...layer, rows: layer.rows.slice(0, 1) }])].join(''))
    gdal(
      '-f',
      'ESRI Shapefile',
      '-lco',
      'ENCODING=GBK',
      '-t_srs',
      'EPSG:4527',
      path('d.shp'),
      path('d.geojson'),
    )
    for (const encoding of ['named', 'guessed']) {
      const parts = ['shp', 'shx', 'dbf', 'prj', ...(encoding === 'named' ? ['cpg'] : [])]
      const zip = zipSync(
        Object.fromEntries(parts.map(part => [`网格/d.${part}`, readFileSync(path(`d.${part}`))])),
      )
      const [read] = readShapefiles(zip)
      const degrees = inDegrees(read as Layer, null)
      expect(read?.rows[0]?.values[1]).toBe('龙泉街道 “一”')
      const [x = 0, y = 0] = degrees.rows[0]?.polygons?.[0]?.[0] ?? []
      const near = layer.rows[0]?.polygons?.[0]?.[0] ?? []
      const off = [...near]
        .filter((_, i) => i % 2 === 0)
        .map((lon, i) => Math.hypot(lon - x, (near[2 * i + 1] as number) - y))
      expect(Math.min(...off)).toBeLessThan(1e-8)
    }
  })

  test('its GeoPackage in another reference, with heights, is read', () => {
    gdal('-f', 'GPKG', '-t_srs', 'EPSG:4548', '-dim', 'XYZ', path('e.gpkg'), path('d.geojson'))
    const { layers } = readFile(path('e.gpkg'), 'e')
    expect(layers[0]?.reference?.srid).toBe(4548)
    expect(layers[0]?.rows[0]?.hasHeights).toBe(true)
    const [x = 0, y = 0] = inDegrees(layers[0] as Layer, null).rows[0]?.polygons?.[0]?.[0] ?? []
    expect(Math.min(...[117, 117.3].map(lon => Math.abs(lon - x)))).toBeLessThan(1e-8)
    expect(Math.min(...[32, 32.3].map(lat => Math.abs(lat - y)))).toBeLessThan(2e-7)
  })

  test.each(['CURVEPOLYGON', 'MULTISURFACE'])('its %s of straight lines are polygons', type => {
    writeFileSync(path('curves.geojson'), [...writeGeojson([layer])].join(''))
    rmSync(path('curves.gpkg'), { force: true })
    gdal('-f', 'GPKG', '-nlt', type, '-explodecollections', path('curves.gpkg'), path('curves.geojson'))
    const { layers } = readFile(path('curves.gpkg'), 'curves.gpkg')
    expect(layers[0]?.rows.flatMap(({ polygons }) => polygons)).toEqual([[outer, hole], [far], [hole]])
  })
})

describe('reference systems', () => {
  test.each([4491, 4501, 4502, 4512, 4513, 4527, 4533, 4534, 4548, 4554])('EPSG:%d there and back', srid => {
    const { forward, inverse } = proj4(definitionOf(srid) ?? '')
    const meridian = Number(definitionOf(srid)?.match(/lon_0=(\d+)/)?.[1])
    const there = forward([meridian + 1, 32])
    expect(inverse(there)[0]).toBeCloseTo(meridian + 1, 9)
    expect(there[1]).toBeGreaterThan(3_500_000)
  })

  test('a datum that is off by tens of metres is refused, whatever it is projected with', () => {
    const wkt =
      'PROJCS["Xian_1980_3_Degree_GK_Zone_39",GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]]]]'
    const odd = { ...layer, reference: { srid: null, wkt, name: 'Xian' } }
    expect(() => inDegrees(odd, null)).toThrow('unknown-reference')
    expect(() => inDegrees({ ...layer, reference: { srid: 2334, wkt: null, name: 'Xian' } }, null)).toThrow(
      'unknown-reference',
    )
  })

  test('a crs member is believed where it names a code', () => {
    const text = (name: string) =>
      JSON.stringify({ type: 'FeatureCollection', crs: { type: 'name', properties: { name } }, features: [] })
    expect(readGeojson(text('urn:ogc:def:crs:EPSG::4527'), 'a')[0]?.reference?.srid).toBe(4527)
    expect(readGeojson(text('http://www.opengis.net/def/crs/EPSG/0/4490'), 'a')[0]?.reference?.srid).toBe(
      4490,
    )
    expect(readGeojson(text('urn:ogc:def:crs:OGC:1.3:CRS84'), 'a')[0]?.reference).toEqual(wgs84)
    const old = { type: 'FeatureCollection', crs: { type: 'EPSG', properties: { code: 4547 } }, features: [] }
    expect(readGeojson(JSON.stringify(old), 'a')[0]?.reference?.srid).toBe(4547)
  })
})

describe('what is broken or means harm is refused with a code', () => {
  const zip = (files: Record<string, Uint8Array>) => zipSync(files)
  test.each<[string, string, Uint8Array | string]>([
    ['unknown-format', 'a.shp', 'II*\0 a picture'],
    ['broken-file', 'a.geojson', '{"type":"FeatureCollection","features":['],
    ['unknown-format', 'a.geojson', '{"hello":1}'],
    ['broken-file', 'a.zip', 'PK\x03\x04 and nothing'],
    ['broken-file', 'a.gpkg', `SQLite format 3\0${'x'.repeat(2000)}`],
    ['no-layers', 'a.zip', zip({ 'readme.txt': new Uint8Array(3) })],
    ['missing-part', 'a.zip', zip({ 'a.shp': writeShp([]).shp })],
    [
      'broken-file',
      'a.zip',
      zip({ 'a.shp': new Uint8Array(200), 'a.dbf': writeDbf({ fields: ['a'], rows: [] }) }),
    ],
    ['zip-bomb', 'a.zip', zip({ 'a.shp': new Uint8Array(80_000_000) })],
    ['zip-path', 'a.zip', zip({ '../../etc/a.shp': new Uint8Array(3) })],
    ['zip-path', 'a.zip', zip({ '/a.shp': new Uint8Array(3) })],
  ])('%s: %s', (code, name, content) => {
    writeFileSync(path('harm'), content)
    expect(() => readFile(path('harm'), name)).toThrow(code)
  })

  test('an entry that becomes larger than it says is not unpacked beyond that', () => {
    const honest = zip({ 'a.txt': new Uint8Array(50_000) })
    const view = new DataView(honest.buffer)
    let at = honest.length - 22
    while (view.getUint32(at, true) !== 0x02014b50) at--
    view.setUint32(at + 24, 10, true)
    expect(() => readArchive(honest)).toThrow('broken-file')
  })

  test('a shape that says it has more points than it has', () => {
    const { shp } = writeShp([{ polygons: [[outer]] }])
    new DataView(shp.buffer).setInt32(100 + 8 + 40, 1_000_000, true)
    expect(() => readShp(shp)).toThrow('broken-file')
  })

  test('a table cut off in the middle', () => {
    const dbf = writeDbf({ fields: ['a'], rows: [['x'], ['yy']] })
    expect(() => readDbf(dbf.subarray(0, dbf.length - 4), null)).toThrow('broken-file')
    expect(readDbf(dbf, null)).toEqual({ fields: ['a'], rows: [['x'], ['yy']] })
  })
})

describe('names that people can tell apart and a database keeps', () => {
  test('two layers of one name, from two folders of an archive', () => {
    const json = (layers: Layer[]) => new TextEncoder().encode([...writeGeojson(layers)].join(''))
    const files = { 'east/grids.json': json([layer]), 'west/grids.json': json([second]) }
    writeFileSync(path('two.zip'), zipSync(files))
    const { layers } = readFile(path('two.zip'), 'two.zip')
    expect(layers.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['grids', 2],
      ['grids 2', 1],
    ])
  })

  test('control marks, halves of letters, whole stories', () => {
    const properties = { 'co\0de': 'A', [`𠮷${'x'.repeat(500)}`]: 'B', ['\ud842']: 'C' }
    writeFileSync(
      path('odd.json'),
      JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties }] }),
    )
    const [read] = readFile(path('odd.json'), '\0odd\n.json').layers
    expect(read).toMatchObject({ name: 'odd', fields: ['co de', `𠮷${'x'.repeat(178)}`, ''] })
    expect(tidyText('龙泉𠮷', 3)).toBe('龙泉')
  })
})
