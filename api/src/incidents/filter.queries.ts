import type { Sql } from '../database/sql.ts'
import { storedZoom } from '../heat/cell.ts'
import { counted } from './counter.queries.ts'
import type { IncidentScope } from './filter.ts'
import type { Assignee } from './life-cycle.ts'
import { tablesOf } from './past.queries.ts'
import type { Past } from './past.ts'
import type { Reach } from './reach.ts'

/** Everything that a scope asks of a row of `incident i`, as one condition. */
export function matching(sql: Sql, scope: IncidentScope) {
  const { gridIds, statuses, openOnly, classes, net, reasons, from, to, words, bbox } = scope
  const { takenFrom, closedFrom, assignees, due, request, closing, clock, cells, reach, now } = scope
  return sql`(true
    ${openOnly ? sql`and i.is_open` : sql``}
    ${statuses && !isWholeOpenSet(scope) ? sql`and i.status = any(${statuses}::text[])` : sql``}
    ${gridIds ? sql`and i.grid_id = any(${gridIds}::int[])` : sql``}
    ${classes ? sql`and i.class_code = any(${classes}::text[])` : sql``}
    ${net === null ? sql`` : sql`and i.net = ${net}`}
    ${reasons ? routedBy(sql, reasons) : sql``}
    ${from ? sql`and i.reported_at >= ${from}` : sql``}
    ${to ? sql`and i.reported_at < ${to}` : sql``}
    ${takenFrom ? sql`and i.taken_at >= ${takenFrom}` : sql``}
    ${closedFrom ? sql`and i.closed_at >= ${closedFrom}` : sql``}
    ${bbox ? sql`and i.geom && ST_MakeEnvelope(${bbox[0]}, ${bbox[1]}, ${bbox[2]}, ${bbox[3]}, 4326)` : sql``}
    ${assignees ? givenTo(sql, assignees) : sql``}
    ${due ? standing(sql, due, now) : sql``}
    ${request ? asking(sql, request) : sql``}
    ${closing ? closedWithin(sql, ...closing) : sql``}
    ${clock ? reportedAt(sql, clock) : sql``}
    ${reach ? sql`and ${within(sql, reach)}` : sql``}
    ${cells ? sql`and i.cell >> ${2 * (storedZoom - cells.zoom)}::int = any(${cells.codes}::bigint[])` : sql``}
    ${scope.counter ? sql`and ${counted(sql, scope.counter, scope.now)}` : sql``}
    ${words.length > 0 ? words.map(word => containing(sql, word)) : sql``})`
}

/** Posts that a person holds on a day. */
export async function selectPostsOf(sql: Sql, person: number, day: string): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select id from post
    where person_id = ${person} and from_day <= ${day}::date and (until_day is null or until_day > ${day}::date)`
  return rows.map(row => row.id)
}

export async function selectKnownClasses(sql: Sql, codes: string[]): Promise<string[]> {
  const rows = await sql<
    { code: string }[]
  >`select code from incident_class where code = any(${codes}::text[])`
  return rows.map(row => row.code)
}

export async function selectKnownNet(sql: Sql, key: string): Promise<boolean> {
  const rows = await sql`select 1 from net where key = ${key}`
  return rows.length > 0
}

/** Of some cases those within a reach. */
export async function selectSeen(
  sql: Sql,
  reach: Reach,
  ids: readonly number[],
  past: Past | undefined,
): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`${tablesOf(sql, past)}
    select i.id from incident i where i.id = any(${[...ids]}::bigint[]) and ${within(sql, reach)}`
  return rows.map(row => row.id)
}

/** Undefined: there is no such duty. */
export async function selectClassesOfDuty(sql: Sql, duty: string): Promise<string[] | undefined> {
  const [row] = await sql<{ classes: string[] }[]>`
    select array(select code from incident_class where incident_class.duty = duty.code) as classes
    from duty where code = ${duty}`
  return row?.classes
}

/** Statuses whose whole list is what the small index holds anyway. */
const openStatusCount = 6

function isWholeOpenSet({ openOnly, statuses }: IncidentScope): boolean {
  return openOnly && new Set(statuses).size === openStatusCount
}

/** One alone is asked for as one: then the index gives the newest first, without sorting all. */
function routedBy(sql: Sql, reasons: readonly string[]) {
  const [only = ''] = reasons
  const wanted = reasons.length === 1 ? sql`i.reason = ${only}` : sql`i.reason = any(${[...reasons]}::text[])`
  return reasons.includes('inside') ? sql`and ${wanted}` : sql`and i.reason <> 'inside' and ${wanted}`
}

function givenTo(sql: Sql, assignees: readonly Assignee[]) {
  const [only] = assignees
  const given =
    only !== undefined && assignees.length === 1
      ? sql`i.assignee_kind = ${only.kind} and i.assignee_id = ${only.id}`
      : sql`(i.assignee_kind, i.assignee_id) in (
          select * from unnest(${assignees.map(each => each.kind)}::text[], ${assignees.map(each => each.id)}::int[]))`
  // a case that is linked to a head is nobody's work
  return sql`and i.head_id is null and ${given}`
}

/** What is late in the stage that it is in, as a condition on `incident i`. */
export function overdueIn(sql: Sql, now: Date) {
  return sql`(true ${standing(sql, 'overdue', now)})`
}

/** As the light of a list shows it: of the stage at a desk while there is a clock of one, else of handling. */
function standing(sql: Sql, due: NonNullable<IncidentScope['due']>, now: Date) {
  const at = sql`case when i.stage_due_at is null then coalesce(i.clock_stopped_at, ${now}) else ${now} end`
  const dueAt = sql`coalesce(i.stage_due_at, i.due_at)`
  const amberAt = sql`coalesce(i.stage_amber_at, i.amber_at)`
  if (due === 'overdue') return sql`and ${dueAt} < ${at}`
  return due === 'amber' ? sql`and ${amberAt} < ${at} and ${dueAt} >= ${at}` : sql`and ${amberAt} >= ${at}`
}

function asking(sql: Sql, request: NonNullable<IncidentScope['request']>) {
  const kind = request === 'any' ? sql`` : sql`and i.request ->> 'kind' = ${request}`
  return sql`and i.request is not null ${kind}`
}

function closedWithin(sql: Sql, least: number, below: number | null) {
  const taken = sql`i.closed_at - i.reported_at`
  return below === null
    ? sql`and ${taken} >= make_interval(hours => ${least}::int)`
    : sql`and ${taken} >= make_interval(hours => ${least}::int) and ${taken} < make_interval(hours => ${below}::int)`
}

/** By the city's clock, where Monday is 1. */
function reportedAt(sql: Sql, { weekdays, hours, timeZone }: NonNullable<IncidentScope['clock']>) {
  const local = sql`i.reported_at at time zone ${timeZone}::text`
  return sql`
    ${weekdays ? sql`and extract(isodow from ${local}) = any(${weekdays}::int[])` : sql``}
    ${hours ? sql`and extract(hour from ${local}) = any(${hours}::int[])` : sql``}`
}

/** What somebody may see, as a condition on `incident i`. */
export function within(sql: Sql, { gridIds, nets, assignees }: Reach) {
  return sql`(
    ${nets === null ? sql`true` : sql`i.net = any(${[...nets]}::text[])`} and (
      ${gridIds === null ? sql`true` : sql`i.grid_id = any(${[...gridIds]}::int[])`}
      or (i.assignee_kind, i.assignee_id) in (
        select * from unnest(${assignees.map(each => each.kind)}::text[], ${assignees.map(each => each.id)}::int[]))))`
}

/**
 * The pairs of characters find it by index, LIKE decides. LIKE where letters have no case, as in Chinese: ILIKE lowers every row first and
 * takes three times as long.
 */
function containing(sql: Sql, word: string) {
  const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
  const said =
    word.toLowerCase() === word.toUpperCase()
      ? sql`and (i.title like ${pattern} or i.body like ${pattern})`
      : sql`and (i.title ilike ${pattern} or i.body ilike ${pattern})`
  if ([...word].length < 2) return said
  return sql`and character_pairs(i.title || ' ' || i.body) @> character_pairs(${word}) ${said}`
}
