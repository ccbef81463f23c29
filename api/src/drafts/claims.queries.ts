import type { Sql } from '../database/sql.ts'
import type { Text } from '../wire.ts'

export interface ClaimRow {
  draft: number
  title: string
  author: string
  /** Null when the account is no more. */
  name: Text | null
  grids: string[]
  until: Date
}

/** Claims that have not ended, of drafts that may still be published and that are not this account's. */
export function selectClaims(sql: Sql, at: Date, except: string | null): Promise<ClaimRow[]> {
  return sql<ClaimRow[]>`
    select d.id as draft, d.title, d.author, a.display_name as name, c.grids, c.until
    from draft_claim c
    join draft d on d.id = c.draft_id
    left join account a on a.name = d.author
    where c.until > ${at} and d.state not in ('published', 'discarded') and d.author is distinct from ${except}
    order by d.id`
}

/** In place of what the draft claimed before. */
export async function upsertClaim(
  sql: Sql,
  { draft, grids, until }: { draft: number; grids: readonly string[]; until: Date },
): Promise<void> {
  await sql`
    insert into draft_claim (draft_id, grids, until) values (${draft}, ${[...grids]}::text[], ${until})
    on conflict (draft_id) do update set grids = excluded.grids, until = excluded.until`
}
