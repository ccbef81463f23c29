import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { cityFiles } from './city-folder.ts'
import { toWgs84 } from './geometry/datum.ts'
import { cutTree } from './grids/cut.ts'
import { register } from './grids/register.ts'
import { readUnits } from './grids/units.ts'
import { borders } from './mesh/borders.ts'
import { blockSize } from './mesh/density.ts'
import { faces } from './mesh/faces.ts'
import { terrain } from './mesh/grow.ts'
import { toUnits } from './mesh/plane.ts'
import { random, seedOf } from './mesh/random.ts'
import { triangulate } from './mesh/triangulate.ts'
import { wiggle } from './mesh/wiggle.ts'
import { centers } from './steps/centers.ts'
import { city } from './steps/city.ts'
import { districts } from './steps/districts.ts'
import { incidents } from './steps/incidents.ts'
import { people } from './steps/people.ts'
import { topology } from './steps/topology.ts'

/** Points per side of an average block, and the least and greatest distance between points in metres. */
const FINENESS = 8.5
const CLOSEST = 16
const FARTHEST = 120

/**
 * Builds the demo city from the committed inputs: the same bytes on every run.
 * @returns content of each file of the city folder
 */
export function demoCity(progress: (step: string) => void): Map<string, Uint8Array> {
  const source = read('districts.json')
  const units = readUnits(read('units.json').units)
  progress('borders')
  const network = borders(source.districts, source.stepsPerDegree, (lon, lat) => toWgs84([lon, lat], 'gcj02'))
  progress('mesh')
  const [x, y] = toUnits(0, 0)
  const spacing = (mx: number, my: number) =>
    Math.min(FARTHEST, Math.max(CLOSEST, blockSize(mx, my) / FINENESS))
  const mesh = triangulate(network, { x, y }, spacing, random(seedOf('mesh')))
  progress('grids')
  const codes = source.districts.map((d: { code: string }) => d.code)
  const land = terrain(mesh, { x, y }, codes)
  const tree = cutTree(land, units, codes)
  const book = register(land, tree)
  const leafFaces = faces(mesh, tree.leaf, wiggle(mesh, tree.leaf, random(seedOf('wiggle'))))
  const profile = city(BORDER_NOTE)
  const files = new Map<string, Uint8Array>()
  const put = (name: string, content: string) => files.set(name, Buffer.from(content))
  progress('city.json')
  put(cityFiles.profile, `${JSON.stringify(profile, null, 1)}\n`)
  progress('topology.json')
  put(cityFiles.topology, `${JSON.stringify(topology(leafFaces, book))}\n`)
  progress('districts.json')
  put(cityFiles.districts, `${JSON.stringify(districts(mesh, source.districts))}\n`)
  progress('centers.json')
  put(cityFiles.centers, lines(centers(land, tree, book)))
  progress('people.json')
  put(cityFiles.people, `${JSON.stringify(people(book.grids, profile))}\n`)
  progress('incidents.ndjson.gz')
  const reports = incidents(land, tree, book, leafFaces, profile.classes)
  files.set(cityFiles.incidents, gzipSync(reports.map(r => `${JSON.stringify(r)}\n`).join(''), { level: 9 }))
  return files
}

const BORDER_NOTE = {
  zh: '包的说明称地图取自高德，故按GCJ-02转换为WGS84；源数据取整到1/1024度（约100米），已去除重复点和毛刺并在取整误差内平滑。未与独立测绘资料核对。',
  en: 'The package says its maps come from AMap, so they are converted from GCJ-02 to WGS84; rounded to 1/1024 degree (about 100 m) at the source, repeated points and spikes dropped, smoothed within the rounding. Not checked against an independent survey.',
}

function read(file: string) {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'sources', file), 'utf8'))
}

function lines(list: object[]) {
  return `[\n${list.map(item => JSON.stringify(item)).join(',\n')}\n]\n`
}

if (process.argv[1] === import.meta.filename) {
  const started = Date.now()
  const folder = join(import.meta.dirname, 'huainan')
  mkdirSync(folder, { recursive: true })
  const files = demoCity(step =>
    console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${step}`),
  )
  for (const [name, content] of files) {
    writeFileSync(join(folder, name), content)
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 16)
    console.log(`${name.padEnd(20)} ${String(content.length).padStart(9)} bytes  ${hash}`)
  }
}
