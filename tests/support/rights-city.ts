import { hashPassword } from '@jingwei/api/access/password.ts'
import type { CityFolder } from '@jingwei/api/city/city-folder.ts'
import { loadCity } from '@jingwei/api/city/load-city.ts'
import type { Ctx } from '@jingwei/api/context.ts'
import { report } from '@jingwei/api/incidents/report.ts'
import type { Bilingual } from '@jingwei/geodata/city-folder.ts'

/** One password for all accounts: hashing is slow on purpose. */
export const password = 'windmill teapot granite'
/** What the reporter of every incident gave. */
export const reporter = { name: '王小明', phone: '13912345678' }

/** An incident in each block by the block's code, and `queue`: one outside every grid. */
export type Incidents = Readonly<Record<'A1' | 'A2' | 'B1' | 'queue', number>>

/**
 * The smallest city in which every right can be told from every other: two streets A and B, blocks A1, A2 and B1, a lead for each
 * street and a worker for each block, an account of every role. A real city unless `demo`; without accounts when `accounts` is false.
 */
export async function rightsCity(ctx: Ctx, { demo = false, accounts = true } = {}): Promise<void> {
  await loadCity(ctx.sql, folder, { demo, now: ctx.now })
  if (!accounts) return
  const passwordHash = await hashPassword(password)
  for (const [name, role, grid] of accountRows)
    await ctx.sql`
      insert into account (name, display_name, role, grid_id, person_id, department_id, password_hash, created_at)
      select ${name}, ${JSON.stringify({ zh: name })}::text::jsonb, ${role}, record.grid_id, post.person_id, department.id, ${passwordHash}, now()
      from (values (true)) as one
      left join grid_record record on record.code = ${grid}
      left join post on post.grid_id = record.grid_id
      left join department on ${role} = 'department'`
}

export async function reportEverywhere(ctx: Ctx): Promise<Incidents> {
  const at = async (lon: number) => {
    const { incident } = await report(ctx, {
      lon,
      lat: 0.0005,
      classCode: '0101',
      title: '一堆垃圾',
      reporter,
    })
    return incident.id
  }
  return { A1: await at(0.0005), A2: await at(0.0015), B1: await at(0.0025), queue: await at(0.5) }
}

/** Account, role, grid. */
export const accountRows = [
  ['administrator', 'administrator', null],
  ['auditor', 'auditor', null],
  ['commander', 'commander', null],
  ['department', 'department', null],
  ['analyst', 'analyst', null],
  ['wall', 'wall', null],
  ['lead', 'lead', 'A'],
  ['worker', 'worker', 'A1'],
] as const

const both = (text: string): Bilingual => ({ zh: text, en: text })

/** Code, level, parent, west edge of a square of 10,000 units (0.001°). */
const grids = [
  ['A', 'street', null, null],
  ['B', 'street', null, null],
  ['A1', 'block', 'A', 0],
  ['A2', 'block', 'A', 10_000],
  ['B1', 'block', 'B', 20_000],
] as const

const squares = grids.flatMap(([code, , , west]) => (west === null ? [] : [{ code, west }]))

const folder: CityFolder = {
  profile: {
    code: '1',
    name: both('Littleton'),
    timeZone: 'Asia/Shanghai',
    metricSrid: 3857,
    nearMeters: 50,
    validFrom: '2022-01-01T00:00:00+08:00',
    codeScheme: [],
    levels: ['street', 'block'].map(key => ({
      key,
      name: both(key),
      scope: both(key),
      leadTitle: both(`${key} lead`),
      kinds: [],
    })),
    nets: [{ key: 'governance', name: both('governance') }],
    duties: [],
    departments: [{ code: 'works', name: both('public works'), net: null }],
    classes: [
      {
        code: '0101',
        kind: 'event',
        major: { code: '01', name: both('street scene') },
        name: both('rubbish'),
        net: 'governance',
        duty: null,
        limits: [{ stage: 'handling', amount: 1, unit: 'working-days', source: 'synthetic' }],
      },
    ],
    sources: [],
    synthetic: both('made up'),
  },
  topology: {
    type: 'Topology',
    transform: { scale: [1e-7, 1e-7], translate: [0, 0] },
    arcs: squares.map(({ west }) => [
      [west, 0],
      [10_000, 0],
      [0, 10_000],
      [-10_000, 0],
      [0, -10_000],
    ]),
    objects: {
      faces: {
        type: 'GeometryCollection',
        geometries: squares.map(({ code }, i) => ({
          type: 'Polygon',
          arcs: [[i]],
          properties: { grid: code },
        })),
      },
    },
    grids: grids.map(([code, level, parent]) => ({
      code,
      level,
      parent,
      name: both(code),
      households: 10,
      synthetic: true,
    })),
  },
  districts: null,
  centers: [],
  people: {
    persons: grids.map(([code]) => ({ id: code, name: `${code} 某` })),
    posts: grids.map(([code, level]) => ({
      person: code,
      grid: code,
      role: level === 'street' ? 'lead' : 'worker',
      title: both(`${level} post`),
      net: null,
      from: '2022-01-01',
      until: null,
    })),
  },
  async *incidents() {},
  hasIncidents: false,
}
