import type { Sql } from '../database/sql.ts'
import { type Past, pastTables } from '../incidents/past.ts'
import type { Text } from '../wire.ts'
import type { SearchHit } from './contract.ts'

/** What can be found, as it stands in the city's tables. */
export interface Findable {
  kind: SearchHit['kind']
  key: string
  /** What else it is called: a grid's code, a center's services. */
  also: string
  title: Text
  context: Text | null
  level: string | null
  lon: number | null
  lat: number | null
  /** Smaller comes first among equal matches: larger grids before smaller ones. */
  weight: number
}

/** Everything of a version that the palette finds, but incidents, which are searched live. @param version null: the newest */
export function selectFindable(sql: Sql, version: number | null): Promise<Findable[]> {
  const isOf = (rows: string) =>
    version === null
      ? sql`${sql(rows)}.to_version is null`
      : sql`${sql(rows)}.from_version <= ${version}
          and (${sql(rows)}.to_version is null or ${sql(rows)}.to_version > ${version})`
  return sql<Findable[]>`
    -- not materialized: a city of 20,000 grids is indexed before anything is known of its tables, and would be gone through for each of them
    with grid_now as not materialized (
      select r.grid_id, r.parent_id, r.code, r.name, r.level as position, l.key as level,
        ST_X(s.label_point) as lon, ST_Y(s.label_point) as lat
      from grid_record r
      join level l on l.position = r.level
      join grid_shape s on s.grid_id = r.grid_id and ${isOf('s')}
      where ${isOf('r')}
    )
    select 'grid' as kind, g.code as key, g.code as also, g.name as title, p.name as context, g.level, g.lon, g.lat,
      g.position as weight
    from grid_now g
    left join grid_now p on p.grid_id = g.parent_id
    union all
    select 'center', c.code, c.code || ' ' || array_to_string(c.services, ' '), c.name, g.name, null,
      ST_X(c.geom), ST_Y(c.geom), 10
    from center c
    left join grid_now g on g.grid_id = c.grid_id
    union all
    select 'class', k.code, k.code, k.name, k.major_name, null, null, null, 20
    from incident_class k
    union all
    select 'post', p.id::text, p.title->>'zh', jsonb_build_object('zh', person.name), g.name, g.level, g.lon, g.lat, 30
    from post p
    join person on person.id = p.person_id
    join grid_now g on g.grid_id = p.grid_id`
}

export interface SearchEntry extends Omit<Findable, 'also'> {
  /** All its names and codes in lower case, one a line. */
  haystack: string
  /** Pinyin initials and full pinyin, one a line. */
  initials: string
}

export async function deleteEntries(sql: Sql): Promise<void> {
  await sql`delete from search_entry`
}

export async function insertEntries(sql: Sql, entries: readonly SearchEntry[]): Promise<void> {
  await sql`
    insert into search_entry (kind, key, title, context, haystack, initials, level, lon, lat, weight)
    select kind, key, title, context, haystack, initials, level, lon, lat, weight
    from jsonb_to_recordset(${JSON.stringify(entries)}::text::jsonb) as entry (
      kind text, key text, title jsonb, context jsonb, haystack text, initials text, level text, lon float8, lat float8,
      weight smallint)`
}

/** Posts that somebody holds on a day of a version. */
export async function selectPostsHeld(sql: Sql, day: string, version: number): Promise<string[]> {
  const rows = await sql<{ key: string }[]>`
    select id::text as key from post
    where from_day <= ${day}::date and (until_day is null or until_day > ${day}::date or ended_version > ${version})`
  return rows.map(row => row.key)
}

/** What is looked for among entries. */
export interface Sought {
  /** The search in lower case. */
  readonly whole: string
  /** Its words. */
  readonly words: readonly string[]
  readonly day: string
  readonly limit: number
  /** Whether those who hold posts are found. */
  readonly posts: boolean
}

export type HitRow = SearchHit & { rank: number }

/**
 * Entries in which every word is found. Rank: 0 the exact code or name, 1 a code or name that begins so, 2 one that contains
 * it, 3 pinyin that begins so, 4 everything else.
 */
export function selectEntries(sql: Sql, { whole, words, day, limit, posts }: Sought): Promise<HitRow[]> {
  const begins = `${likeLiteral(whole)}%`
  const lineBegins = `%\n${likeLiteral(whole)}%`
  const contains = `%${likeLiteral(whole)}%`
  return sql<HitRow[]>`
    select kind, key, title, context, lon, lat, level, rank
    from (
      select e.*,
        case
          when lower(key) = ${whole} or lower(title->>'zh') = ${whole} or lower(title->>'en') = ${whole} then 0
          when haystack like ${begins} or haystack like ${lineBegins} then 1
          when haystack like ${contains} then 2
          when initials like ${begins} or initials like ${lineBegins} then 3
          else 4
        end as rank
      from search_entry e
      where ${words.map(word => everyWord(sql, word))} true
    ) found
    where kind <> 'post' or ${posts} and exists (
      select 1 from post
      where post.id::text = found.key and from_day <= ${day}::date and (until_day is null or until_day > ${day}::date))
    order by rank, weight, length(title->>'zh'), key collate "C"
    limit ${limit}`
}

export interface FoundIncident {
  id: number
  title: string
  classCode: string
  className: Text
  lon: number | null
  lat: number | null
  reportedAt: Date
}

/**
 * By id, or by words in the title among the open and the newest ones: a palette is no archive, the list's filter is. The one with
 * the id first, then open ones, the newest first.
 */
export function selectIncidents(
  sql: Sql,
  { id, words, newest, limit }: { id: number | null; words: string[] | null; newest: number; limit: number },
  past: Past | undefined,
): Promise<FoundIncident[]> {
  const columns = sql`id, title, class_code, geom, reported_at, is_open`
  const matches =
    words === null
      ? sql`false`
      : sql`${words.map(word => inTitle(sql, word))} id is distinct from ${id}::bigint`
  return sql<FoundIncident[]>`${pastTables(sql, past)}
    select f.id, f.title, f.class_code, c.name as class_name, ST_X(f.geom) as lon, ST_Y(f.geom) as lat, f.reported_at
    from (
      (select 0 as rank, ${columns} from incident where id = ${id}::bigint)
      union all
      (select 1, ${columns} from incident
        where is_open and ${matches}
        order by reported_at desc, id desc limit ${limit})
      union all
      (select 2, ${columns} from (
          select ${columns} from incident order by reported_at desc, id desc limit ${newest}
        ) latest
        where not is_open and ${matches}
        order by reported_at desc, id desc limit ${limit})
    ) f
    join incident_class c on c.code = f.class_code
    order by f.rank, f.reported_at desc, f.id desc
    limit ${limit}`
}

/** LIKE where letters have no case, as in Chinese: ILIKE lowers every title first. */
function inTitle(sql: Sql, word: string) {
  const pattern = `%${likeLiteral(word)}%`
  const hasCase = word.toLowerCase() !== word.toUpperCase()
  return hasCase ? sql`title ilike ${pattern} and` : sql`title like ${pattern} and`
}

function everyWord(sql: Sql, word: string) {
  const pattern = `%${likeLiteral(word)}%`
  return sql`(haystack like ${pattern} or initials like ${pattern}) and`
}

/** Text that stands for itself in a LIKE pattern. */
function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
