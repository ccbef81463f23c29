import { hashPassword } from '@jingwei/api/access/password.ts'
import { calendarDay } from '@jingwei/api/city/calendar-day.ts'
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
 * `wide`: with a district above the streets, another one beside it, a second net, and accounts bound to that net.
 */
export async function rightsCity(
  ctx: Ctx,
  { demo = false, accounts = true, wide = false } = {},
): Promise<void> {
  await loadCity(ctx.sql, wide ? folderOf(wideGrids) : folderOf(grids), { demo, now: ctx.now })
  await ctx.sql`update city set open_cases = true`
  if (!accounts) return
  const passwordHash = await hashPassword(password)
  for (const [name, role, grid, nets] of wide ? [...accountRows, ...netAccountRows] : accountRows)
    await ctx.sql`
      insert into account (name, display_name, role, grid_id, person_id, nets, department_id, password_hash, created_at)
      select ${name}, ${JSON.stringify({ zh: name })}::text::jsonb, ${role}, record.grid_id, post.person_id,
        ${nets === null ? null : `{${nets}}`}::text[], department.id, ${passwordHash}, now()
      from (values (true)) as one
      left join grid_record record on record.code = ${grid}
      left join post on post.grid_id = record.grid_id
      left join department on ${role} = 'department'`
  // an administrator of a real city has one-time codes; no test of rights opens this seal
  await ctx.sql`
    insert into second_factor (account_id, secret, key_id, created_at, confirmed_at)
    select id, '', '', now(), now() from account where role = 'administrator'`
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

/** The day after an instant's by the city's clock, `YYYY-MM-DD`. */
export function tomorrow(now: Date): string {
  return calendarDay(new Date(now.getTime() + 86_400_000), 'Asia/Shanghai')
}

/** Account, role, grid, the nets it is bound to. */
export const accountRows = [
  ['administrator', 'administrator', null, null],
  ['auditor', 'auditor', null, null],
  ['commander', 'commander', null, null],
  ['department', 'department', null, null],
  ['analyst', 'analyst', null, null],
  ['wall', 'wall', null, null],
  ['lead', 'lead', 'A', null],
  ['worker', 'worker', 'A1', null],
] as const

/** In the wide city beside them. */
export const netAccountRows = [
  ['service-lead', 'lead', 'A', 'service'],
  ['service-worker', 'worker', 'A1', 'service'],
] as const

const both = (text: string): Bilingual => ({ zh: text, en: text })

/** Code, level, parent, west edge of a square of 10,000 units (0.001°). */
type GridRow = readonly [string, 'district' | 'street' | 'block', string | null, number | null]

const grids: readonly GridRow[] = [
  ['A', 'street', null, null],
  ['B', 'street', null, null],
  ['A1', 'block', 'A', 0],
  ['A2', 'block', 'A', 10_000],
  ['B1', 'block', 'B', 20_000],
]

const wideGrids: readonly GridRow[] = [
  ['D', 'district', null, null],
  ['E', 'district', null, null],
  ...grids.map(([code, level, parent, west]) => [code, level, parent ?? 'D', west] as const),
  ['C', 'street', 'E', null],
  ['C1', 'block', 'C', 30_000],
]

/** Of the class 0109, beside handling. */
const deskLimits = [
  { stage: 'filing', amount: 2, unit: 'working-hours', source: 'synthetic' },
  { stage: 'dispatch', amount: 1, unit: 'urgent-hours', source: 'synthetic' },
  { stage: 'check', amount: 1, unit: 'working-days', source: 'synthetic' },
  { stage: 'stop-work', amount: 2, unit: 'working-hours', source: 'synthetic' },
] as const

function folderOf(rows: readonly GridRow[]): CityFolder {
  const squares = rows.flatMap(([code, , , west]) => (west === null ? [] : [{ code, west }]))
  return {
    profile: {
      code: '1',
      name: both('Littleton'),
      country: 'CN',
      timeZone: 'Asia/Shanghai',
      metricSrid: 3857,
      nearMeters: 50,
      validFrom: '2022-01-01T00:00:00+08:00',
      codeScheme: [],
      levels: [...new Set(rows.map(([, level]) => level))].map(key => ({
        key,
        name: both(key),
        scope: both(key),
        leadTitle: both(`${key} lead`),
        kinds: [],
      })),
      nets: ['governance', 'service'].map(key => ({ key, name: both(key) })),
      duties: [],
      departments: [{ code: 'works', name: both('public works'), net: null }],
      classes: [
        { code: '0101', net: 'governance', desk: [] },
        { code: '0109', net: 'governance', desk: deskLimits },
        { code: '0201', net: 'service', desk: [] },
      ].map(({ code, net, desk }) => ({
        ...{ code, net },
        kind: 'event',
        major: { code: code.slice(0, 2), name: both('street scene') },
        name: both('rubbish'),
        duty: null,
        limits: [
          { stage: 'handling', amount: 1, unit: 'working-days', source: 'synthetic' } as const,
          ...desk,
        ],
      })),
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
      grids: rows.map(([code, level, parent]) => ({
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
      persons: rows.map(([code]) => ({ id: code, name: `${code} 某` })),
      posts: rows.map(([code, level]) => ({
        person: code,
        grid: code,
        role: level === 'block' ? 'worker' : 'lead',
        title: both(`${level} post`),
        net: null,
        from: '2022-01-01',
        until: null,
      })),
    },
    async *incidents() {},
    hasIncidents: false,
  }
}
