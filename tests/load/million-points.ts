import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { readCityFolder } from '@jingwei/api/city/city-folder.ts'
import { demoFolder } from '@jingwei/geodata/demo-folder.ts'
import { createLocator } from '@jingwei/geodata/geometry/locate.ts'
import { buildPartition, faceOf } from '@jingwei/geodata/geometry/partition.ts'
import { decodeTopology } from '@jingwei/geodata/geometry/topology.ts'
import { toDegrees } from '@jingwei/geodata/geometry/units.ts'
import postgres from 'postgres'
import { startCluster } from '../support/postgres-cluster.ts'

/**
 * `node --import tsx tests/load/million-points.ts`: PostGIS judges the routing kernel on 1,000,000 random places of the demo city, on every
 * shared vertex, the middle of every edge, and the eight places one unit (1.1 cm) off each of them. In whole units, see geodata/geometry/README.md.
 * Starts a PostGIS of its own on loopback. Ends with code 1 when one answer differs.
 */
const randomPoints = 1_000_000
const pointsAtOnce = 20_000

const { topology } = await readCityFolder(demoFolder)
const partition = buildPartition(decodeTopology(topology))
const locator = createLocator(partition)
const folder = mkdtempSync(`${tmpdir()}/jingwei-judge-`)
const cluster = await startCluster(folder)
const sql = postgres(cluster.url, { max: 1, onnotice: () => {} })
try {
  await prepare()
  let differences = 0
  for (const [name, points] of [
    ['random places', randomPlaces()],
    ['shared vertices', vertices()],
    ['middles of edges', middles()],
    ['one unit off a vertex', around(vertices())],
    ['one unit off a middle', around(middles())],
  ] as const) {
    const found = await differencesAt(points)
    differences += found
    console.log(`${name}: ${points.length / 2} asked, ${found} differ`)
  }
  console.log(differences === 0 ? 'PASSED: 0 differences' : `FAILED: ${differences} differences`)
  process.exitCode = differences === 0 ? 0 : 1
} finally {
  await sql.end()
  await cluster.stop('fast')
  rmSync(folder, { recursive: true, force: true })
}

async function prepare() {
  await sql`create extension postgis`
  await sql`create table judge (code text collate "C", geom geometry)`
  for (const face of partition.faces) {
    const { grid, rings } = faceOf(partition, face)
    const coordinates = rings.map(ring => {
      const places = Array.from({ length: ring.length / 2 }, (_, i) => [ring[2 * i], ring[2 * i + 1]])
      return [...places, places[0]]
    })
    const text = JSON.stringify({ type: 'Polygon', coordinates })
    await sql`insert into judge values (${grid}, ST_SetSRID(ST_GeomFromGeoJSON(${text}), 0))`
  }
  await sql`create index on judge using gist (geom)`
  await sql`analyze judge`
}

/** @param points x0, y0, x1, … in units */
async function differencesAt(points: Int32Array): Promise<number> {
  let differ = 0
  for (let begin = 0; begin < points.length; begin += 2 * pointsAtOnce) {
    const batch = points.subarray(begin, begin + 2 * pointsAtOnce)
    const pick = (axis: 0 | 1) => Array.from(batch.filter((_, i) => i % 2 === axis))
    const rows = await sql<{ code: string | null; touching: number }[]>`
      select min(j.code) as code, count(distinct j.code)::int as touching
      from unnest(${pick(0)}::float8[], ${pick(1)}::float8[]) with ordinality as p (x, y, i)
      left join judge j on ST_Covers(j.geom, ST_MakePoint(p.x, p.y))
      group by p.i order by p.i`
    rows.forEach(({ code, touching }, i) => {
      const place = locator.locate(toDegrees(batch[2 * i] as number), toDegrees(batch[2 * i + 1] as number))
      const faces = place.kind === 'on-border' ? place.faces : place.kind === 'inside' ? [place.face] : []
      const codes = [...new Set(faces.map(face => partition.faces[face]?.grid))]
      if ((codes[0] ?? null) !== code || codes.length !== touching) differ++
    })
  }
  return differ
}

function randomPlaces(): Int32Array {
  const ends = (axis: Int32Array): [number, number] => [
    axis.reduce((a, b) => Math.min(a, b)) - 100_000,
    axis.reduce((a, b) => Math.max(a, b)) + 100_000,
  ]
  const [x, y] = [ends(partition.xs), ends(partition.ys)]
  return Int32Array.from({ length: 2 * randomPoints }, (_, i) => {
    const [low, high] = i % 2 === 0 ? x : y
    return low + Math.floor(Math.random() * (high - low + 1))
  })
}

function vertices(): Int32Array {
  const { xs, ys } = partition
  return Int32Array.from({ length: 2 * xs.length }, (_, i) => (i % 2 === 0 ? xs : ys)[i >> 1] as number)
}

function middles(): Int32Array {
  const { xs, ys, edges } = partition
  return Int32Array.from({ length: 2 * edges.from.length }, (_, i) => {
    const axis = i % 2 === 0 ? xs : ys
    return Math.floor(
      ((axis[edges.from[i >> 1] as number] as number) + (axis[edges.to[i >> 1] as number] as number) + 1) / 2,
    )
  })
}

function around(points: Int32Array): Int32Array {
  const steps = [-1, 0, 1]
    .flatMap(dx => [-1, 0, 1].map(dy => [dx, dy] as const))
    .filter(([dx, dy]) => dx !== 0 || dy !== 0)
  const out = new Int32Array(points.length * steps.length)
  let n = 0
  for (let i = 0; i < points.length; i += 2)
    for (const [dx, dy] of steps) {
      out[n++] = (points[i] as number) + dx
      out[n++] = (points[i + 1] as number) + dy
    }
  return out
}
