import type { Sql } from '../database/sql.ts'

/** The columns of an incident that the store keeps. */
export interface StoredIncident {
  id: number
  classCode: string
  net: string
  status: string
  reason: string
  gridId: number | null
  cell: number | null
  /** Of the report, milliseconds since 1970, cut off. */
  at: number
}

const stored = (sql: Sql) => sql`
  i.id, i.class_code, i.net, i.status, i.reason, i.grid_id, i.cell,
  floor(extract(epoch from i.reported_at) * 1000)::bigint as at`

/** Steps of the log in `(after, until]`, lowest first, each with its incident as it is now. */
export function selectChanged(
  sql: Sql,
  after: number,
  until: number,
  limit: number,
): Promise<(StoredIncident & { seq: number })[]> {
  return sql<(StoredIncident & { seq: number })[]>`
    select e.seq, ${stored(sql)}
    from incident_event e join incident i on i.id = e.incident_id
    where e.seq > ${after} and e.seq <= ${until}
    order by e.seq
    limit ${limit}`
}

export function selectStored(sql: Sql, ids: readonly number[]): Promise<StoredIncident[]> {
  return sql<StoredIncident[]>`select ${stored(sql)} from incident i where i.id = any(${[...ids]}::bigint[])`
}

/** Words that pages are written with, in the order of their numbers. */
export interface PageWords {
  readonly classes: readonly string[]
  readonly nets: readonly string[]
  readonly statuses: readonly string[]
  readonly reasons: readonly string[]
}

/** Highest id, and what classes and nets there are. */
export async function selectBeginning(
  sql: Sql,
): Promise<{ lastId: number; classes: string[]; nets: string[] }> {
  const [row] = await sql<{ lastId: number; classes: string[]; nets: string[] }[]>`
    select coalesce((select max(id) from incident), 0) as last_id,
      array(select code from incident_class order by code) as classes, array(select key from net order by key) as nets`
  return row ?? { lastId: 0, classes: [], nets: [] }
}

/** Bytes of a row in a page: id, at, cell (-1: none), grid (0: none), numbers of class, net, status, reason (-1: not among the words). */
export const bytesOfPageRow = 8 + 8 + 8 + 4 + 4 * 2

/** The incidents with the next higher ids, written as bytes by the database: a million rows read as text would hold the program up. */
export async function selectPage(
  sql: Sql,
  after: number,
  limit: number,
  { classes, nets, statuses, reasons }: PageWords,
): Promise<{ last: number | null; bytes: Uint8Array }> {
  const number = (of: string, words: readonly string[]) =>
    sql`coalesce(array_position(${[...words]}::text[], ${sql(of)}) - 1, -1)`
  const [row] = await sql<{ last: number | null; bytes: Uint8Array | null }[]>`
    select max(id) as last, string_agg(
      int8send(id) || int8send(floor(extract(epoch from reported_at) * 1000)::int8) || int8send(coalesce(cell, -1))
      || int4send(coalesce(grid_id, 0)) || int2send(${number('class_code', classes)}::int2)
      || int2send(${number('net', nets)}::int2) || int2send(${number('status', statuses)}::int2)
      || int2send(${number('reason', reasons)}::int2), ''::bytea) as bytes
    from (
      select id, reported_at, cell, grid_id, class_code, net, status, reason
      from incident where id > ${after} order by id limit ${limit}) page`
  return { last: row?.last ?? null, bytes: row?.bytes ?? new Uint8Array() }
}

/** What a snapshot sees of the log's end, and of the transactions that run: as the database numbers them. */
export async function selectHorizon(sql: Sql): Promise<{ top: number; oldest: bigint; next: bigint }> {
  const [row] = await sql<{ top: number; oldest: string; next: string }[]>`
    select coalesce((select max(seq) from incident_event), 0) as top,
      pg_snapshot_xmin(pg_current_snapshot())::text as oldest, pg_snapshot_xmax(pg_current_snapshot())::text as next`
  if (row === undefined) throw new Error('the database has no snapshot')
  return { top: row.top, oldest: BigInt(row.oldest), next: BigInt(row.next) }
}
