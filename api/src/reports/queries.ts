import type { Sql } from '../database/sql.ts'
import type { IncidentStatus, Text } from '../wire.ts'

/** The link that answers to this hash from now on: another one only after the server's key was changed. */
export async function upsertLink(sql: Sql, incident: number, tokenHash: Uint8Array, at: Date): Promise<void> {
  await sql`
    insert into report_link (incident_id, token_hash, made_at) values (${incident}, ${tokenHash}, ${at})
    on conflict (incident_id) do update set token_hash = excluded.token_hash, made_at = excluded.made_at
      where report_link.token_hash <> excluded.token_hash`
}

export interface FollowedRow {
  id: number
  title: string
  /** Closed with a head that was reopened: as that one stands. */
  status: IncidentStatus
  className: Text
  joined: boolean
  reportedAt: Date
}

export async function selectFollowed(sql: Sql, tokenHash: Uint8Array): Promise<FollowedRow | undefined> {
  const [row] = await sql<FollowedRow[]>`
    select i.id, i.title, case when i.status = 'closed' and head.is_open then head.status else i.status end as status,
      class.name as class_name, i.head_id is not null as joined, i.reported_at
    from report_link link
    join incident i on i.id = link.incident_id
    left join incident head on head.id = i.head_id
    join incident_class class on class.code = i.class_code
    where link.token_hash = ${tokenHash}`
  return row
}

export interface FollowedEvent {
  verb: string
  status: IncidentStatus
  at: Date
  byReporter: boolean
  satisfied: boolean | null
  key: string | null
}

/** Without what anybody wrote. */
export function selectFollowedEvents(sql: Sql, incident: number): Promise<FollowedEvent[]> {
  return sql<FollowedEvent[]>`
    select verb, status, at, coalesce(data->>'by' = 'reporter', false) as by_reporter,
      (data->>'satisfied')::boolean as satisfied, data->>'key' as key
    from incident_event where incident_id = ${incident} order by rev`
}
