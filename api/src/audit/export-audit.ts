import { showRows } from '../access/row-security.ts'
import { type Ctx, transaction } from '../context.ts'
import type { Cell, Table } from '../exports/table.ts'
import { canonicalJson } from '../incidents/canonical-json.ts'
import { Problem } from '../problem.ts'
import { appendAudit } from './append.ts'
import type { AuditFilter } from './contract.ts'
import { type AuditScope, countEntriesUpTo, type EntryRow, selectEntries } from './list.queries.ts'
import { auditEntry, scopeOf } from './list-audit.ts'

/** Rows of a file at most, and of one statement: other requests are answered in between. */
const usualRows = { file: 200_000, page: 1000 } as const

/**
 * Every entry of a filter, newest first, as a table that is read while it is sent. That it was taken out is written to the log before
 * the first row. Throws `unknown-grid`, and `too-many-rows` with the limit.
 */
export async function exportAudit(
  ctx: Ctx,
  filter: AuditFilter,
  most: Record<keyof typeof usualRows, number> = usualRows,
): Promise<Table> {
  const scope = await scopeOf(ctx, filter)
  await transaction(ctx, async tx => {
    await showRows(tx, 'audit.read')
    const rows = await countEntriesUpTo(tx.sql, scope, most.file)
    if (rows > most.file) throw new Problem('too-many-rows', { detail: { limit: most.file } })
    await appendAudit(tx, { verb: 'audit.export', subject: null, data: { ...filter, rows } })
  })
  return { name: '审计', columns, rows: rowsOf(ctx, scope, most.page) }
}

const columns = [
  { header: '序号', width: 10 },
  { header: '时间（UTC）', width: 26 },
  { header: '账号', width: 20 },
  { header: '角色', width: 14 },
  { header: '来源地址', width: 20 },
  { header: '操作', width: 20 },
  { header: '对象', width: 24 },
  { header: '内容', width: 40 },
  { header: '哈希', width: 66 },
]

async function* rowsOf(ctx: Ctx, scope: AuditScope, limit: number): AsyncGenerator<Cell[][]> {
  let before: number | null = null
  for (;;) {
    const page: EntryRow[] = await pageOf(ctx, scope, limit, before)
    const last = page.at(-1)
    if (last === undefined) return
    yield page.map(auditEntry).map(({ seq, at, actor, role, address, verb, subject, data, hash }) => {
      return [seq, at, actor, role, address, verb, subject, canonicalJson(data), hash]
    })
    before = last.seq
  }
}

/** Between two pages other requests are answered: each is a transaction of its own. */
function pageOf(ctx: Ctx, scope: AuditScope, limit: number, before: number | null): Promise<EntryRow[]> {
  return transaction(ctx, async tx => {
    await showRows(tx, 'audit.read')
    return selectEntries(tx.sql, scope, limit, before)
  })
}
