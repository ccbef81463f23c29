import type { Sql } from '../database/sql.ts'
import type { Counter } from '../indicators/contract.ts'
import type { DeskStage } from '../moves/stages.ts'

/**
 * Whether a row of `incident i` counts, as one condition; what each counter means stands in `indicators/contract.ts`.
 * A matter that several people reported counts once, as its head; the others are `linked` and nothing else.
 */
export function counted(sql: Sql, counter: Counter, now: Date) {
  if (counter === 'linked') return sql`i.head_id is not null`
  return sql`(i.head_id is null and ${conditions[counter](sql, now)})`
}

type Condition = (sql: Sql, now: Date) => ReturnType<typeof matchAll>

const matchAll = (sql: Sql) => sql`true`

/** Asked of the few cases that the words before it leave; as `exists` the planner would read the whole log instead. */
const wasFiled = (sql: Sql) =>
  sql`'file' = any (array(select e.verb from incident_event e where e.incident_id = i.id))`

/** Once somebody was told, only an approved request makes a case void. */
const dispatched = (sql: Sql) => sql`(
  i.status in ('dispatched', 'handling', 'feedback', 'closed', 'evaluated', 'suspended')
  or i.status = 'void' and i.id in (
    select e.incident_id from incident_event e where e.verb = 'approve' and e.status = 'void'))`

/** Few cases have such a step. */
const misdispatches = (sql: Sql) => sql`
  select e.incident_id from incident_event e
  where e.verb = 'reassign' or e.verb = 'approve' and e.status = 'filed'`

const handled = (sql: Sql) => sql`i.status in ('feedback', 'closed', 'evaluated')`
const isClosed = (sql: Sql) => sql`i.status in ('closed', 'evaluated')`
const inTime = (sql: Sql) => sql`coalesce(i.clock_stopped_at <= i.due_at, true)`

/** Without a limit nothing is late. */
const punctual = (sql: Sql, stage: DeskStage) => sql`not i.late_stages @> array[${stage}::text]`

const filed = (sql: Sql) => sql`(
  i.status not in ('reported', 'void')
  or i.status = 'void' and ${wasFiled(sql)})`

const dueToClose = (sql: Sql, now: Date) => sql`(
  ${isClosed(sql)}
  or i.status not in ('reported', 'void') and i.due_at <= ${now})`

const conditions: Record<Exclude<Counter, 'linked'>, Condition> = {
  reported: matchAll,
  'reported-by-public': sql => sql`i.by_public`,
  valid: sql => sql`i.status <> 'void'`,
  filed,
  open: sql => sql`i.is_open`,
  'filed-on-time': sql => sql`${filed(sql)} and ${punctual(sql, 'filing')}`,
  'awaiting-filing': sql => sql`i.is_open and i.status = 'reported'`,
  'not-filed': sql => sql`i.status = 'void' and not ${wasFiled(sql)}`,
  'due-to-dispatch': sql => sql`(i.status = 'filed' or ${dispatched(sql)})`,
  dispatched,
  'dispatched-on-time': sql => sql`${dispatched(sql)} and ${punctual(sql, 'dispatch')}`,
  // a set that is read once, not once a row
  'rightly-dispatched': sql => sql`${dispatched(sql)} and i.id not in (${misdispatches(sql)})`,
  // in a list begun with those few, whatever a server has guessed about their number; counted, a set that is read once
  'wrongly-dispatched': sql =>
    sql`${dispatched(sql)} and i.id in (select unnest(array(${misdispatches(sql)})))`,
  'due-to-handle': (sql, now) => sql`(
    ${handled(sql)}
    or i.status in ('dispatched', 'handling') and i.due_at <= ${now})`,
  handled,
  'handled-on-time': sql => sql`${handled(sql)} and ${inTime(sql)}`,
  'handled-late': sql => sql`${handled(sql)} and not ${inTime(sql)}`,
  overdue: (sql, now) => sql`i.status in ('dispatched', 'handling') and i.due_at <= ${now}`,
  'awaiting-check': sql => sql`i.is_open and i.status = 'feedback'`,
  'due-to-check': (sql, now) => sql`(
    ${isClosed(sql)}
    or i.is_open and i.status = 'feedback' and i.stage_due_at <= ${now})`,
  'checked-on-time': sql => sql`${isClosed(sql)} and ${punctual(sql, 'check')}`,
  'due-to-close': dueToClose,
  closed: isClosed,
  'closed-on-time': sql => sql`${isClosed(sql)} and ${inTime(sql)}`,
  deferred: (sql, now) => sql`i.is_open and ${dueToClose(sql, now)} and (
    i.extensions > 0
    or i.id in (select e.incident_id from incident_event e where e.verb = 'approve' and e.status = 'suspended'))`,
  reworked: sql => sql`i.reworks > 0`,
  'passed-back': sql => sql`i.id in (
    select asked.incident_id
    from incident_event asked
    join incident_event refused on refused.incident_id = asked.incident_id and refused.verb = 'refuse'
    where asked.verb = 'request' and asked.data ->> 'kind' = 'return' and refused.rev > asked.rev
      and not exists (
        select 1 from incident_event e
        where e.incident_id = asked.incident_id and e.verb in ('approve', 'refuse')
          and e.rev > asked.rev and e.rev < refused.rev))`,
  extended: sql => sql`i.extensions > 0`,
  suspended: sql => sql`i.is_open and i.status = 'suspended'`,
  supervised: sql => sql`i.id in (select e.incident_id from incident_event e where e.verb = 'supervise')`,
  escalated: sql => sql`i.escalated_by > 0`,
  void: sql => sql`i.status = 'void'`,
}
