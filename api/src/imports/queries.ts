import type { Sql } from '../database/sql.ts'
import type { Text } from '../wire.ts'
import type { GridImport, ImportLayer, ImportMapping, ImportReport, ImportState, Repair } from './contract.ts'

export interface ImportRow {
  id: number
  file: string
  bytes: number
  state: ImportState
  step: GridImport['step']
  progress: number | null
  author: string
  base: number
  layers: ImportLayer[] | null
  mapping: ImportMapping | null
  choices: Record<string, Repair>
  usual: string[]
  report: ImportReport | null
  failure: GridImport['failure']
  draft: number | null
  createdAt: Date
  updatedAt: Date
}

const columns = (sql: Sql) => sql`
  id, file_name as file, bytes::int as bytes, state, step, progress, author, base_version as base, failure, draft_id as draft, created_at, updated_at`
const whole = (sql: Sql) => sql`${columns(sql)}, layers, mapping, choices, usual, report`

export async function insertImport(
  sql: Sql,
  { file, bytes, author, base, at }: { file: string; bytes: number; author: string; base: number; at: Date },
): Promise<ImportRow> {
  const [row] = await sql<ImportRow[]>`
    insert into grid_import (file_name, bytes, state, step, author, base_version, created_at, updated_at)
    values (${file}, ${bytes}, 'reading', 'waiting', ${author}, ${base}, ${at}, ${at})
    returning ${whole(sql)}`
  if (row === undefined) throw new Error('an import without a number')
  return row
}

export async function selectImport(sql: Sql, id: number): Promise<ImportRow | undefined> {
  const [row] = await sql<ImportRow[]>`select ${whole(sql)} from grid_import where id = ${id}`
  return row
}

/** The newest first. */
export function selectImports(sql: Sql): Promise<ImportRow[]> {
  return sql<ImportRow[]>`select ${columns(sql)} from grid_import order by id desc limit 100`
}

export async function setStep(
  sql: Sql,
  id: number,
  { step, progress }: { step: string; progress: number },
  at: Date,
): Promise<void> {
  await sql`
    update grid_import set step = ${step}, progress = ${progress}, updated_at = ${at}
    where id = ${id} and state in ('reading', 'checking')`
}

/** What the file turned out to have. Nothing happens when the import was cancelled meanwhile. */
export async function setLayers(
  sql: Sql,
  id: number,
  layers: readonly ImportLayer[],
  mapping: ImportMapping,
): Promise<void> {
  await sql`
    update grid_import set layers = ${JSON.stringify(layers)}::text::jsonb, mapping = ${JSON.stringify(mapping)}::text::jsonb
    where id = ${id} and state in ('reading', 'checking')`
}

export async function setChecked(sql: Sql, id: number, report: string, at: Date): Promise<void> {
  await sql`
    update grid_import
    set state = 'checked', step = null, progress = null, report = ${report}::text::jsonb, updated_at = ${at}
    where id = ${id} and state in ('reading', 'checking')`
}

export async function setEnded(
  sql: Sql,
  id: number,
  {
    state,
    failure,
    at,
  }: { state: 'unmapped' | 'failed' | 'cancelled'; failure: GridImport['failure']; at: Date },
): Promise<void> {
  await sql`
    with ended as (
      update grid_import
      set state = ${state}, step = null, progress = null, failure = ${failure === null ? null : JSON.stringify(failure)}::text::jsonb, updated_at = ${at}
      where id = ${id} and state in ('reading', 'checking', 'unmapped', 'checked')
      returning id)
    delete from grid_import_piece where import_id in (select id from ended)`
}

/** Back to checking, with another mapping or more choices. @returns undefined when it is over, or somebody else is at it */
export async function setAgain(
  sql: Sql,
  id: number,
  {
    mapping,
    choices,
    usual,
    at,
  }: { mapping: ImportMapping; choices: Record<string, Repair>; usual: readonly string[]; at: Date },
): Promise<ImportRow | undefined> {
  const [row] = await sql<ImportRow[]>`
    update grid_import
    set state = 'checking', step = 'waiting', progress = null, failure = null, updated_at = ${at},
      mapping = ${JSON.stringify(mapping)}::text::jsonb, choices = ${JSON.stringify(choices)}::text::jsonb,
      usual = ${JSON.stringify(usual)}::text::jsonb
    where id = ${id} and state in ('unmapped', 'checked', 'failed')
    returning ${whole(sql)}`
  return row
}

/** A part of what the file becomes. Nothing happens when the import was cancelled meanwhile. */
export async function insertPiece(
  sql: Sql,
  id: number,
  { position, bytes }: { position: number; bytes: Uint8Array },
): Promise<void> {
  await sql`
    insert into grid_import_piece (import_id, position, bytes)
    select id, ${position}::int, ${bytes}::bytea from grid_import where id = ${id} and state in ('reading', 'checking')
    on conflict (import_id, position) do update set bytes = excluded.bytes`
}

/** In order, a statement each. */
export async function* readPieces(sql: Sql, id: number): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position++) {
    const [row] = await sql<{ bytes: Uint8Array }[]>`
      select bytes from grid_import_piece where import_id = ${id} and position = ${position}`
    if (row === undefined) return
    yield row.bytes
  }
}

/** Takes away what an earlier check wrote. @returns whether it is still to be checked */
export async function beginAnew(sql: Sql, id: number): Promise<boolean> {
  const [row] = await sql<{ id: number }[]>`
    with open as (select id from grid_import where id = ${id} and state in ('reading', 'checking')),
    gone as (delete from grid_import_piece where import_id in (select id from open))
    select id from open`
  return row !== undefined
}

export async function setDrafted(sql: Sql, id: number, draft: number, at: Date): Promise<boolean> {
  const [row] = await sql<{ id: number }[]>`
    with drafted as (
      update grid_import set state = 'drafted', draft_id = ${draft}, updated_at = ${at}
      where id = ${id} and state = 'checked'
      returning id),
    gone as (delete from grid_import_piece where import_id in (select id from drafted))
    select id from drafted`
  return row !== undefined
}

export interface LevelRow {
  key: string
  name: Text
}

/** Largest first. */
export function selectLevels(sql: Sql): Promise<LevelRow[]> {
  return sql<LevelRow[]>`select key, name from level order by position`
}

export function selectPlaces(sql: Sql, from: Date, until: Date): Promise<{ lon: number; lat: number }[]> {
  return sql<{ lon: number; lat: number }[]>`
    select ST_X(geom) as lon, ST_Y(geom) as lat
    from incident
    where geom is not null and reported_at > ${from} and reported_at <= ${until}`
}
