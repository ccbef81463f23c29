import type { Sql } from '../database/sql.ts'
import type { Text } from '../wire.ts'
import type { City, Openness } from './contract.ts'

export interface CityRow {
  code: string
  name: Text
  timeZone: string
  synthetic: Text | null
  sources: City['sources']
  demo: boolean
}

/** Undefined until a city is loaded. */
export async function selectCity(sql: Sql): Promise<CityRow | undefined> {
  const [row] = await sql<CityRow[]>`
    select code, name, time_zone, synthetic, sources, demo from city`
  return row
}

export type LevelRow = Omit<City['levels'][number], 'typicalMeters'>

/** Largest first, with how many grids a version has at each. */
export function selectLevels(sql: Sql, version: number): Promise<LevelRow[]> {
  return sql<LevelRow[]>`
    select l.key, l.name, l.scope, l.lead_title, l.kinds, (
      select count(*) from grid_record r
      where r.level = l.position
        and r.from_version <= ${version} and (r.to_version is null or r.to_version > ${version})
    ) as count
    from level l
    order by l.position`
}

export function selectNets(sql: Sql): Promise<City['nets']> {
  return sql<City['nets']>`select key, name from net order by position`
}

export function selectDuties(sql: Sql): Promise<City['duties']> {
  return sql<City['duties']>`select code, name, net from duty order by code collate "C"`
}

export function selectClasses(sql: Sql): Promise<City['classes']> {
  return sql<City['classes']>`
    select c.code, c.kind, jsonb_build_object('code', c.major_code, 'name', c.major_name) as major, c.name, c.net, c.duty,
      coalesce(
        (select jsonb_agg(jsonb_build_object('stage', m.stage, 'amount', m.amount, 'unit', m.unit) order by m.stage)
          from class_limit m where m.class_code = c.code),
        '[]'
      ) as limits
    from incident_class c
    order by c.code collate "C"`
}

export interface Totals {
  centers: number
  workers: number
  firstVersion: number
  firstEffectiveAt: Date
  west: number
  south: number
  east: number
  north: number
}

/** Counts and bounds; workers are persons with a worker's post on `day`. */
export async function selectTotals(sql: Sql, version: number, day: string): Promise<Totals | undefined> {
  const [row] = await sql<Totals[]>`
    select
      (select count(*) from center) as centers,
      (select count(distinct person_id) from post
        where role = 'worker' and from_day <= ${day}::date and (until_day is null or until_day > ${day}::date)) as workers,
      (select id from version order by effective_at limit 1) as first_version,
      (select min(effective_at) from version) as first_effective_at,
      ST_XMin(box) as west, ST_YMin(box) as south, ST_XMax(box) as east, ST_YMax(box) as north
    from (
      select ST_Extent(geom) as box from face
      where from_version <= ${version} and (to_version is null or to_version > ${version})
    ) bounds`
  return row
}

/** Real outlines around the grids, for context: TopoJSON, or null. */
export async function selectDistricts(sql: Sql): Promise<unknown> {
  const [row] = await sql<{ districts: unknown }[]>`select districts from city`
  return row?.districts ?? null
}

export async function selectOpenness(sql: Sql): Promise<Openness> {
  const [row] = await sql<Openness[]>`select open_cases as cases, least_shown as least from city`
  if (row === undefined) throw new Error('no city')
  return row
}

/** @returns what it was; undefined: there is no such duty */
export async function updateDuty(
  sql: Sql,
  code: string,
  name: Text | null,
): Promise<{ was: Text | null } | undefined> {
  const [row] = await sql<{ was: Text | null }[]>`
    update duty set name = ${name === null ? null : sql.json(name)}
    from (select code, name from duty where code = ${code} for update) as before
    where duty.code = before.code
    returning before.name as was`
  return row
}

/** @returns what it was */
export async function updateOpenness(sql: Sql, { cases, least }: Openness): Promise<Openness> {
  const [was] = await sql<Openness[]>`select open_cases as cases, least_shown as least from city for update`
  if (was === undefined) throw new Error('no city')
  await sql`update city set open_cases = ${cases}, least_shown = ${least}`
  return was
}
