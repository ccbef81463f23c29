import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AskedThread } from '@jingwei/api/asked-thread.ts'
import { decode, encode, storedZoom, tileAt } from '@jingwei/api/heat/cell.ts'
import { cellsInStore } from '@jingwei/api/heat/count-in-store.ts'
import { IncidentStore } from '@jingwei/api/heat/incident-store.ts'
import { frameAround } from '@jingwei/api/heat/place-frame.ts'
import { heatBytes } from '@jingwei/api/heat/write-heat.ts'
import type { IncidentScope } from '@jingwei/api/incidents/filter.ts'
import { IncidentStatus } from '@jingwei/api/wire.ts'
import type { Throwaway } from './database.ts'
import { type Result, randomFrom, rates, sooner } from './measure.ts'
import { type Duck, openDuck } from './peers.ts'

/** A city of some 80 × 80 km over five years; 1.5 % of the cases are open. */
const box = [116.4, 32.1, 117.3, 32.9] as const
const end = Date.UTC(2026, 0, 1)
const span = 5 * 365 * 86_400_000
const classes = 12
const openShare = 0.015
const answerZoom = 17
const mostCells = 25_000
const day = 86_400_000

const everything: IncidentScope = {
  gridIds: null,
  statuses: null,
  openOnly: false,
  classes: null,
  net: null,
  reasons: null,
  from: null,
  to: null,
  words: [],
  bbox: null,
  counter: null,
  assignees: null,
  due: null,
  request: null,
  now: new Date(end),
} as unknown as IncidentScope
const open = {
  ...everything,
  statuses: IncidentStatus.options.slice(0, 5).concat('suspended'),
  openOnly: true,
} as IncidentScope
const month = { ...everything, from: new Date(end - 30 * day), classes: ['C3'] } as IncidentScope

/** One made-up case after another, in order of time, for every contender the same. */
function* cases(rows: number) {
  const random = randomFrom(20)
  const clusters = Array.from({ length: 200 }, () => [random(), random()] as const)
  for (let i = 0; i < rows; i++) {
    const [cx, cy] = clusters[Math.floor(random() * clusters.length)] ?? [0, 0]
    const near = () => (random() + random() + random() - 1.5) * 0.12
    const lon = box[0] + (box[2] - box[0]) * Math.max(0, Math.min(0.999, cx + near()))
    const lat = box[1] + (box[3] - box[1]) * Math.max(0, Math.min(0.999, cy + near()))
    const at = end - span + Math.floor((i / rows) * span)
    // the open ones are the newest, as in a city that closes its cases
    const isOpen = i > rows * (1 - 2 * openShare) && random() < 0.5
    yield {
      id: i + 1,
      at,
      lon,
      lat,
      cell: encode(tileAt(lon, lat, storedZoom)),
      code: Math.floor(random() * classes),
      isOpen,
    }
  }
}

export interface HeatBench {
  readonly results: Result[]
  readonly bytesPerRow: number
}

/** Counting by cell: ours against PostGIS as one writes it first, and against DuckDB on one thread. */
export async function benchHeat(sizes: readonly number[], database: Throwaway | null): Promise<HeatBench> {
  const results: Result[] = []
  const allTime: number[] = []
  let bytesPerRow = 0
  for (const rows of sizes) {
    const name = `${rows / 1e6} million`
    const before = process.memoryUsage().rss
    const store = new IncidentStore(
      frameAround(box),
      new AskedThread(new URL('../../api/src/heat/scan-thread.ts', import.meta.url), 'heat-scan'),
    )
    fillStore(store, rows)
    bytesPerRow = (process.memoryUsage().rss - before) / rows
    const duck = await openDuck()
    await fillDuck(duck, rows)
    const naive = rows === sizes[0] && database !== null ? await fillPostgis(database, rows) : null
    await agree(store, duck)

    const ask = async (scope: IncidentScope) => {
      const cells = await cellsInStore(store, scope, answerZoom, mostCells)
      if (cells === null) throw new Error('the store does not answer')
      heatBytes({ cells, total: 0, cellMeters: 0 })
      return 1
    }
    const found = await rates([
      { name: 'all', run: () => ask(everything) },
      { name: 'duck all', run: () => inDuck(duck, 'true') },
      { name: 'month', run: () => ask(month) },
      { name: 'duck month', run: () => inDuck(duck, duckMonth) },
      ...(naive === null ? [] : [{ name: 'postgis all', run: naive }]),
    ])
    const ms = (of: string) => 1000 / (found.get(of) ?? Number.NaN)
    allTime.push(ms('all'))
    results.push(sooner(`heat of all history, ${name}`, ms('all'), 'DuckDB, 1 thread', ms('duck all'), 1))
    results.push(
      sooner(
        `heat of 30 days and one class, ${name}`,
        ms('month'),
        'DuckDB, 1 thread',
        ms('duck month'),
        0.5,
      ),
    )
    if (naive !== null)
      results.push(
        sooner(
          `heat of all history, ${name}, naive`,
          ms('all'),
          'PostGIS ST_SnapToGrid',
          ms('postgis all'),
          50,
        ),
      )
    results.push(
      sooner(
        `heat of open cases, p99 of 300 answers, ${name}`,
        await p99(() => ask(open), 300),
        'what we promise',
        10,
        1,
      ),
    )
    duck.closeSync()
  }
  const [first = 1] = allTime
  const last = allTime.at(-1) ?? 1
  results.push(
    sooner(
      `heat of all history stays flat, ${sizes.map(rows => rows / 1e6).join(' → ')} million`,
      last,
      'the smallest table',
      first,
      0.5,
    ),
  )
  return { results, bytesPerRow }
}

function fillStore(store: IncidentStore, rows: number): void {
  const state = { open: store.stateNumber('handling', 'inside'), done: store.stateNumber('closed', 'inside') }
  const kinds = Array.from({ length: classes }, (_, code) => store.kinds.numberOf(`C${code}`, 'governance'))
  for (const { id, at, cell, code, isOpen } of cases(rows))
    store.put({
      id,
      at,
      cell,
      gridId: 1 + (id % 1500),
      kind: kinds[code] ?? 0,
      state: isOpen ? state.open : state.done,
    })
}

const duckMonth = `moment >= ${end - 30 * day} and code = 3`

async function fillDuck(duck: Duck, rows: number): Promise<void> {
  await duck.run('create table cases (moment bigint, x int, y int, code utinyint, open boolean)')
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-bench-'))
  const file = join(folder, 'cases.csv')
  const out = openSync(file, 'w')
  let lines: string[] = []
  const write = () => {
    writeSync(out, lines.join(''))
    lines = []
  }
  for (const { at, cell, code, isOpen } of cases(rows)) {
    const { x, y } = decode(cell)
    lines.push(`${at},${x},${y},${code},${isOpen}\n`)
    if (lines.length === 50_000) write()
  }
  write()
  closeSync(out)
  await duck.run(`copy cases from '${file}' (header false)`)
  rmSync(folder, { recursive: true })
}

const duckCells = (where: string) =>
  `select x >> ${storedZoom - answerZoom} as cx, y >> ${storedZoom - answerZoom} as cy, count(*) from cases where ${where} group by 1, 2`

async function inDuck(duck: Duck, where: string): Promise<number> {
  await duck.runAndReadAll(duckCells(where))
  return 1
}

/** Correctness first: as many cases, wherever both are asked at the same zoom. */
async function agree(store: IncidentStore, duck: Duck): Promise<void> {
  for (const [scope, where] of [
    [everything, 'true'],
    [open, 'open'],
    [month, duckMonth],
  ] as const) {
    const cells = await cellsInStore(store, scope, answerZoom, Number.POSITIVE_INFINITY)
    const rows = (await duck.runAndReadAll(duckCells(where))).getRows()
    const theirs = new Map(rows.map(([x, y, count]) => [`${x} ${y}`, Number(count)]))
    const differ = [...(cells?.counts ?? [])].filter(
      (count, i) => theirs.get(`${cells?.xs[i]} ${cells?.ys[i]}`) !== count,
    )
    if (differ.length > 0 || theirs.size !== cells?.counts.length)
      throw new Error(`DuckDB and the store do not agree: ${where}`)
  }
}

/** As one writes it first: every row's place snapped to a lattice, and grouped. */
async function fillPostgis({ sql }: Throwaway, rows: number): Promise<() => Promise<number>> {
  await sql`create table heat_case (geom geometry(Point, 4326))`
  const batch = 50_000
  let [lons, lats]: [number[], number[]] = [[], []]
  const write = async () => {
    await sql`insert into heat_case select ST_SetSRID(ST_MakePoint(x, y), 4326) from unnest(${lons}::float8[], ${lats}::float8[]) as p (x, y)`
    lons = []
    lats = []
  }
  for (const { lon, lat } of cases(rows)) {
    lons.push(lon)
    lats.push(lat)
    if (lons.length === batch) await write()
  }
  await write()
  await sql`analyze heat_case`
  const size = 360 / 2 ** answerZoom
  return async () => {
    await sql`select ST_SnapToGrid(geom, ${size}::float8) as cell, count(*) from heat_case group by 1`
    return 1
  }
}

/** The best of three, as with everything that is measured here. */
async function p99(ask: () => Promise<unknown>, times: number): Promise<number> {
  const rounds: number[] = []
  for (let round = 0; round < 3; round++) {
    const taken: number[] = []
    for (let i = 0; i < times; i++) {
      const began = performance.now()
      await ask()
      taken.push(performance.now() - began)
    }
    rounds.push(taken.sort((a, b) => a - b)[Math.floor(times * 0.99)] ?? Number.NaN)
  }
  return Math.min(...rounds)
}
