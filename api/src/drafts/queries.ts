import type { Sql } from '../database/sql.ts'
import type { DraftOperation, DraftState, Version } from './contract.ts'

export interface DraftRow {
  id: number
  title: string
  base: number
  state: DraftState
  rev: number
  author: string
  reviewer: string | null
  version: number | null
  remark: string | null
  replacedBy: number | null
  redo: string[]
  createdAt: Date
  updatedAt: Date
}

const columns = (sql: Sql) => sql`
  id, title, base_version as base, state, rev, author, reviewer, published_version as version, remark, replaced_by, redo,
  created_at, updated_at`

export async function insertDraft(
  sql: Sql,
  {
    title,
    base,
    author,
    at,
    redo = [],
  }: { title: string; base: number; author: string; at: Date; redo?: readonly string[] },
): Promise<DraftRow> {
  const [row] = await sql<DraftRow[]>`
    insert into draft (title, base_version, author, redo, created_at, updated_at)
    values (${title}, ${base}, ${author}, ${[...redo]}::text[], ${at}, ${at})
    returning ${columns(sql)}`
  if (row === undefined) throw new Error('a draft without a number')
  return row
}

/** The newest first; those that are done last. */
export function selectDrafts(sql: Sql): Promise<DraftRow[]> {
  return sql<DraftRow[]>`
    select ${columns(sql)} from draft
    order by state in ('published', 'discarded'), updated_at desc, id desc
    limit 200`
}

export async function selectDraft(sql: Sql, id: number): Promise<DraftRow | undefined> {
  const [row] = await sql<DraftRow[]>`select ${columns(sql)} from draft where id = ${id}`
  return row
}

export interface LogEntry {
  operation: DraftOperation
  actor: string
  at: Date
}

export function selectLog(sql: Sql, id: number): Promise<LogEntry[]> {
  return sql<LogEntry[]>`select operation, actor, at from draft_operation where draft_id = ${id} order by seq`
}

/** The first entries of a log, each as the JSON that it is kept as: whoever draws them reads them. */
export async function selectLogTexts(sql: Sql, { id, rev }: { id: number; rev: number }): Promise<string[]> {
  const rows = await sql<{ operation: string }[]>`
    select operation::text as operation from draft_operation where draft_id = ${id} and seq <= ${rev} order by seq`
  return rows.map(row => row.operation)
}

/**
 * Adds to the log of a draft that is open and as the caller has seen it. @returns false when it is not
 * @param entries operations as JSON
 */
export async function appendLog(
  sql: Sql,
  { id, rev }: { id: number; rev: number },
  entries: readonly string[],
  { actor, at }: { actor: string; at: Date },
): Promise<boolean> {
  const [row] = await sql<{ id: number }[]>`
    update draft set rev = rev + ${entries.length}, updated_at = ${at}
    where id = ${id} and rev = ${rev} and state = 'open'
    returning id`
  if (row === undefined) return false
  await sql`
    insert into draft_operation (draft_id, seq, operation, actor, at)
    select ${id}, ${rev} + place, item, ${actor}, ${at}
    from jsonb_array_elements(${`[${entries.join(',')}]`}::text::jsonb) with ordinality as entry (item, place)`
  return true
}

/** @returns undefined when the draft was not in one of these states */
export async function updateState(
  sql: Sql,
  id: number,
  from: readonly DraftState[],
  {
    state,
    reviewer,
    remark,
    at,
  }: { state: DraftState; reviewer: string | null; remark: string | null; at: Date },
): Promise<DraftRow | undefined> {
  const [row] = await sql<DraftRow[]>`
    update draft set state = ${state}, reviewer = ${reviewer}, remark = ${remark}, updated_at = ${at}
    where id = ${id} and state = any(${[...from]}::text[])
    returning ${columns(sql)}`
  return row
}

/** Gives a draft up for one that takes its place. */
export async function setReplaced(
  sql: Sql,
  { id, state }: Pick<DraftRow, 'id' | 'state'>,
  by: number,
  at: Date,
): Promise<boolean> {
  const [row] = await sql<{ id: number }[]>`
    update draft set state = 'discarded', reviewer = null, replaced_by = ${by}, updated_at = ${at}
    where id = ${id} and state = ${state}
    returning id`
  return row !== undefined
}

export async function setPublished(
  sql: Sql,
  { id, key }: { id: number; key: string | null },
  version: number,
  at: Date,
): Promise<boolean> {
  const [row] = await sql<{ id: number }[]>`
    update draft set state = 'published', published_version = ${version}, idempotency_key = ${key}, updated_at = ${at}
    where id = ${id} and state = 'approved'
    returning id`
  return row !== undefined
}

/** The draft that was published with a key. */
export async function selectByIdempotencyKey(sql: Sql, key: string): Promise<number | undefined> {
  const [row] = await sql<{ id: number }[]>`select id from draft where idempotency_key = ${key}`
  return row?.id
}

export interface VersionRow extends Omit<Version, 'effectiveAt' | 'publishedAt'> {
  effectiveAt: Date
  publishedAt: Date
}

/** The newest first. */
export function selectVersions(sql: Sql): Promise<VersionRow[]> {
  return sql<VersionRow[]>`
    select v.id as version, v.effective_at, v.published_at, v.base, v.note, v.content_hash, d.id as draft, d.author, d.reviewer
    from version v
    left join draft d on d.published_version = v.id
    order by v.effective_at desc`
}

/** The version that another one was drawn on; null for the city's first. Undefined: there is no such version. */
export async function selectBase(sql: Sql, version: number): Promise<number | null | undefined> {
  const [row] = await sql<{ base: number | null }[]>`select base from version where id = ${version}`
  return row?.base
}

/** Keys of the city's levels, largest first. */
export async function selectLevelKeys(sql: Sql): Promise<string[]> {
  const rows = await sql<{ key: string }[]>`select key from level order by position`
  return rows.map(row => row.key)
}
