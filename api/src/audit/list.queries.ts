import type { Sql } from '../database/sql.ts'
import type { AuditSource } from './contract.ts'

/** A filter with its codes looked up; null: no condition. */
export interface AuditScope {
  readonly source: AuditSource
  readonly actor: string | null
  readonly verb: string | null
  readonly subject: string | null
  readonly gridIds: readonly number[] | null
  readonly from: Date | null
  readonly to: Date | null
}

export interface EntryRow {
  seq: number
  at: Date
  actor: string | null
  role: string | null
  address: string | null
  verb: string
  subject: string | null
  data: Record<string, unknown>
  hash: Buffer
}

/** Newest first, from before `before`. The order is that of writing: clocks may go wrong, the sequence does not. */
export function selectEntries(
  sql: Sql,
  scope: AuditScope,
  limit: number,
  before: number | null,
): Promise<EntryRow[]> {
  return sql<EntryRow[]>`
    select e.seq, e.at, e.actor, e.role, e.address, e.verb, e.subject, e.data, e.hash
    from ${scope.source === 'access' ? accessLog(sql) : caseLogs(sql)} e
    where ${matching(sql, scope)} ${before === null ? sql`` : sql`and e.seq < ${before}`}
    order by e.seq desc limit ${limit}`
}

/** How many there are, counted no further than one more than `most`. */
export async function countEntriesUpTo(sql: Sql, scope: AuditScope, most: number): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*) as count from (
      select from ${scope.source === 'access' ? accessLog(sql) : caseLogs(sql)} e
      where ${matching(sql, scope)} limit ${most + 1}) counted`
  return row?.count ?? 0
}

/** `incident_id`: the case that an entry is about, if it is about one. */
const accessLog = (sql: Sql) => sql`
  (select seq, at, actor, role, address, verb, subject, data, hash,
    case when subject ~ '^incident/[0-9]{1,15}$' then substr(subject, 10)::bigint end as incident_id
  from audit_event)`

/** Without what people typed with the steps: that is for those who have the case in reach (`incidents/show-incident.ts`). */
const caseLogs = (sql: Sql) => sql`
  (select seq, at, actor, null as role, null as address, 'case.' || verb as verb, 'incident/' || incident_id as subject,
    data - 'note' - 'key' - 'sealed' as data, hash, incident_id
  from incident_event)`

function matching(sql: Sql, { actor, verb, subject, gridIds, from, to }: AuditScope) {
  const conditions = [
    actor === null ? null : sql`e.actor = ${actor}`,
    verb === null ? null : sql`(e.verb = ${verb} or e.verb like ${`${verb}.%`})`,
    subject === null ? null : sql`e.subject = ${subject}`,
    from === null ? null : sql`e.at >= ${from}`,
    to === null ? null : sql`e.at < ${to}`,
    gridIds === null
      ? null
      : sql`exists (select from incident i where i.id = e.incident_id and i.grid_id = any(${[...gridIds]}::int[]))`,
  ]
  return conditions.reduce(
    (all, condition) => (condition === null ? all : sql`${all} and ${condition}`),
    sql`true`,
  )
}

/** The last of a verb. */
export async function selectLastOf(sql: Sql, verb: string): Promise<EntryRow | undefined> {
  const [row] = await sql<EntryRow[]>`
    select seq, at, actor, role, address, verb, subject, data, hash
    from audit_event where verb = ${verb} order by seq desc limit 1`
  return row
}
