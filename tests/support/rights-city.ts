import { hashPassword } from '@jingwei/api/access/password.ts'
import type { Database } from '@jingwei/api/database/open.ts'

/** One password for all accounts: hashing is slow on purpose. */
export const password = 'windmill teapot granite'

export interface RightsCity {
  /** An incident in each block, by the block's code, and `queue`: one of no grid. */
  readonly incidents: Readonly<Record<'A1' | 'A2' | 'B1' | 'queue', number>>
}

/**
 * The smallest city in which every right can be told from every other: two streets A and B, blocks A1, A2 and B1, a lead for each
 * street and a worker for each block, an account of every role, no geometry. Not a demo city.
 */
export async function rightsCity({ sql }: Database, { demo = false } = {}): Promise<RightsCity> {
  const name = (zh: string) => sql`${JSON.stringify({ zh })}::text::jsonb`
  await sql`
    insert into city (code, name, time_zone, metric_srid, near_meters, sources, demo, history_end)
    values ('1', ${name('小城')}, 'Asia/Shanghai', 4548, 200, '[]', ${demo}, now())`
  for (const [position, key] of [
    [1, 'street'],
    [2, 'block'],
  ] as const)
    await sql`
      insert into level (position, key, name, scope, lead_title)
      values (${position}, ${key}, ${name(key)}, ${name(key)}, ${name(`${key} lead`)})`
  await sql`insert into net (position, key, name) values (1, 'governance', ${name('城市治理网')})`
  await sql`
    insert into incident_class (code, kind, major_code, major_name, name, net)
    values ('0101', 'event', '01', ${name('市容')}, ${name('垃圾')}, 'governance')`
  await sql`insert into version (effective_at, content_hash, topology) values ('2022-01-01T00:00:00+08:00', '', '')`

  const grids = new Map<string, number>()
  for (const [code, level, parent] of tree) {
    const [grid] = await sql<{ id: number }[]>`insert into grid (created_version) values (1) returning id`
    const id = grid?.id ?? 0
    await sql`
      insert into grid_record (grid_id, from_version, code, level, parent_id, name)
      values (${id}, 1, ${code}, ${level}, ${grids.get(parent) ?? null}, ${name(code)})`
    grids.set(code, id)
  }
  const posts = new Map<string, { post: number; person: number }>()
  for (const [code, level] of tree) {
    const [person] = await sql<
      { id: number }[]
    >`insert into person (name) values (${`${code} 某`}) returning id`
    const [post] = await sql<{ id: number }[]>`
      insert into post (grid_id, person_id, role, title, from_day)
      values (${grids.get(code) ?? 0}, ${person?.id ?? 0}, ${level === 1 ? 'lead' : 'worker'}, ${name('岗位')}, '2022-01-01')
      returning id`
    posts.set(code, { post: post?.id ?? 0, person: person?.id ?? 0 })
  }
  const passwordHash = await hashPassword(password)
  for (const [account, role, at] of accounts)
    await sql`
      insert into account (name, display_name, role, grid_id, person_id, password_hash, created_at)
      values (${account}, ${name(account)}, ${role}, ${grids.get(at) ?? null}, ${posts.get(at)?.person ?? null},
        ${passwordHash}, now())`

  const report = async (code: string) => {
    const [row] = await sql<{ id: number }[]>`
      insert into incident (class_code, net, title, version_id, grid_at_report_id, grid_id, owner_post_id, reason, reported_at, updated_at)
      values ('0101', 'governance', '一堆垃圾', 1, ${grids.get(code) ?? null}, ${grids.get(code) ?? null},
        ${posts.get(code)?.post ?? null}, ${grids.has(code) ? 'inside' : 'outside'}, now(), now())
      returning id`
    return row?.id ?? 0
  }
  return {
    incidents: {
      A1: await report('A1'),
      A2: await report('A2'),
      B1: await report('B1'),
      queue: await report(''),
    },
  }
}

const tree = [
  ['A', 1, ''],
  ['B', 1, ''],
  ['A1', 2, 'A'],
  ['A2', 2, 'A'],
  ['B1', 2, 'B'],
] as const

/** Account, role, grid. */
export const accounts = [
  ['administrator', 'administrator', ''],
  ['auditor', 'auditor', ''],
  ['commander', 'commander', ''],
  ['department', 'department', ''],
  ['analyst', 'analyst', ''],
  ['wall', 'wall', ''],
  ['lead', 'lead', 'A'],
  ['worker', 'worker', 'A1'],
] as const
