import type { Sql } from '../database/sql.ts'

/** Bulk inserts of a city folder. Rows travel as one JSON text each: `COPY` breaks the embedded database's connection. */
type Rows = readonly Readonly<Record<string, unknown>>[]

const text = (rows: Rows) => JSON.stringify(rows)

export interface LoadState {
  historyEnd: Date
  historyLines: number
  historyComplete: boolean
}

/** Undefined: there is no city yet. */
export async function selectLoadState(sql: Sql): Promise<LoadState | undefined> {
  const [row] = await sql<LoadState[]>`select history_end, history_lines, history_complete from city`
  return row
}

/** The first of two programs that load at once wins; the other one waits here. */
export async function lockCity(sql: Sql): Promise<void> {
  await sql`lock table city in exclusive mode`
}

export interface CityValues {
  code: string
  name: unknown
  timeZone: string
  metricSrid: number
  nearMeters: number
  synthetic?: unknown
  sources: unknown
  districts: unknown
  demo: boolean
  openWords: boolean
  openNames: boolean
  openCases: boolean
  leastShown: number
  historyEnd: Date
}

export async function insertCity(sql: Sql, city: CityValues): Promise<void> {
  const { code, name, timeZone, metricSrid, nearMeters, synthetic, sources, districts, demo, historyEnd } =
    city
  const { openWords, openNames, openCases, leastShown } = city
  const json = JSON.stringify({ name, synthetic, sources, districts })
  await sql`
    insert into city (code, name, time_zone, metric_srid, near_meters, synthetic, sources, districts, demo, history_end,
      open_words, open_names, open_cases, least_shown)
    select ${code}, j -> 'name', ${timeZone}, ${metricSrid}, ${nearMeters},
      nullif(j -> 'synthetic', 'null'), j -> 'sources', nullif(j -> 'districts', 'null'), ${demo}, ${historyEnd},
      ${openWords}, ${openNames}, ${openCases}, ${leastShown}
    from (select ${json}::text::jsonb as j) given`
}

/** What the working calendar of a new city begins with; the administrator may change it. */
export async function setHolidays(sql: Sql, holidays: 'mainland-china' | 'none'): Promise<void> {
  await sql`update working_calendar set holidays = ${holidays}`
}

export async function insertLevels(sql: Sql, rows: Rows): Promise<void> {
  await sql`
    insert into level (position, key, name, scope, lead_title, kinds)
    select * from jsonb_to_recordset(${text(rows)}::text::jsonb)
      as r (position smallint, key text, name jsonb, scope jsonb, "leadTitle" jsonb, kinds jsonb)`
}

export async function insertDepartments(sql: Sql, rows: Rows): Promise<void> {
  await sql`
    insert into department (code, name, net)
    select * from jsonb_to_recordset(${text(rows)}::text::jsonb) as r (code text, name jsonb, net text)`
}

export async function insertNets(sql: Sql, rows: Rows): Promise<void> {
  await sql`
    insert into net (position, key, name)
    select * from jsonb_to_recordset(${text(rows)}::text::jsonb) as r (position smallint, key text, name jsonb)`
}

export async function insertDuties(sql: Sql, rows: Rows): Promise<void> {
  await sql`
    insert into duty (code, name, net)
    select code, nullif(name, 'null'), net
    from jsonb_to_recordset(${text(rows)}::text::jsonb) as r (code text, name jsonb, net text)`
}

export async function insertClasses(sql: Sql, classes: Rows, limits: Rows): Promise<void> {
  await sql`
    insert into incident_class (code, kind, major_code, major_name, name, net, duty)
    select code, kind, major ->> 'code', major -> 'name', name, net, duty
    from jsonb_to_recordset(${text(classes)}::text::jsonb)
      as r (code text, kind text, major jsonb, name jsonb, net text, duty text)`
  await sql`
    insert into class_limit (class_code, stage, amount, unit)
    select * from jsonb_to_recordset(${text(limits)}::text::jsonb)
      as r ("classCode" text, stage text, amount float8, unit text)`
}

/** @returns the version's number */
export async function insertVersion(
  sql: Sql,
  version: { effectiveAt: string; contentHash: string; topology: Uint8Array },
): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into version (effective_at, content_hash, topology)
    values (${version.effectiveAt}, ${version.contentHash}, ${version.topology})
    returning id`
  if (row === undefined) throw new Error('a version without a number')
  return row.id
}

/** Reserves one identity per grid, in order. */
export async function insertGrids(sql: Sql, version: number, count: number): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    insert into grid (created_version)
    select ${version}::int from generate_series(1, ${count}::int)
    returning id`
  return rows.map(row => row.id).sort((a, b) => a - b)
}

export async function insertGridRecords(sql: Sql, version: number, rows: Rows): Promise<void> {
  await sql`
    insert into grid_record (grid_id, from_version, code, level, parent_id, name, kind, households, synthetic)
    select r.id, ${version}, r.code, l.position, r.parent, r.name, r.kind, r.households, r.synthetic
    from jsonb_to_recordset(${text(rows)}::text::jsonb)
      as r (id int, code text, level text, parent int, name jsonb, kind text, households int, synthetic boolean)
    join level l on l.key = r.level`
}

/** @param rows `{ id, shape }`: the grid, and its face as hexadecimal EWKB */
export async function insertFaces(sql: Sql, version: number, rows: Rows): Promise<void> {
  await sql`
    insert into face (grid_id, from_version, geom)
    select r.id, ${version}, r.shape::geometry
    from jsonb_to_recordset(${text(rows)}::text::jsonb) as r (id int, shape text)`
}

/** Area on the ellipsoid, and a point surely inside. */
export async function insertShapes(sql: Sql, version: number, rows: Rows): Promise<void> {
  await sql`
    insert into grid_shape (grid_id, from_version, geom, area_square_meters, label_point)
    select id, ${version}, geom, ST_Area(geom::geography), ST_PointOnSurface(geom)
    from (
      select r.id, r.shape::geometry as geom
      from jsonb_to_recordset(${text(rows)}::text::jsonb) as r (id int, shape text)
    ) shapes`
}

/** Rows of a version's shapes that are no valid polygons or have no area; none in a sound city. */
export async function selectUnsoundShapes(sql: Sql, version: number): Promise<string[]> {
  const rows = await sql<{ code: string }[]>`
    select r.code
    from grid_record r
    left join grid_shape s on s.grid_id = r.grid_id and s.from_version = ${version}
    where r.from_version = ${version}
      and (s.geom is null or not ST_IsValid(s.geom) or not s.area_square_meters > 0)
    order by r.code
    limit 20`
  return rows.map(row => row.code)
}

/** Reserves one identity per person, in order. */
export async function insertPersons(sql: Sql, rows: Rows): Promise<number[]> {
  const inserted = await sql<{ id: number }[]>`
    insert into person (name, synthetic)
    select r.item ->> 'name', (r.item ->> 'synthetic')::boolean
    from jsonb_array_elements(${text(rows)}::text::jsonb) with ordinality as r (item, place)
    order by r.place
    returning id`
  return inserted.map(row => row.id).sort((a, b) => a - b)
}

export async function insertPosts(sql: Sql, rows: Rows): Promise<void> {
  await sql`
    insert into post (grid_id, person_id, role, title, net, from_day, until_day)
    select * from jsonb_to_recordset(${text(rows)}::text::jsonb)
      as r (grid int, person int, role text, title jsonb, net text, "from" date, until date)`
}

export async function insertCenters(sql: Sql, rows: Rows): Promise<void> {
  await sql`
    insert into center (code, name, geom, grid_id, nets, services, hours, synthetic)
    select r.code, r.name, ST_SetSRID(ST_MakePoint(r.lon, r.lat), 4326), r.grid,
      array(select jsonb_array_elements_text(r.nets)), array(select jsonb_array_elements_text(r.services)),
      r.hours, r.synthetic
    from jsonb_to_recordset(${text(rows)}::text::jsonb)
      as r (code text, name jsonb, lon float8, lat float8, grid int, nets jsonb, services jsonb, hours text,
        synthetic boolean)`
}

/** The planner knows nothing of tables that were filled a moment ago. */
export async function refreshStatistics(sql: Sql): Promise<void> {
  await sql`
    analyze grid, grid_record, grid_shape, face, person, post, center, search_entry, incident, incident_event`
}
