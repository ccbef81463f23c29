import { showRows } from '../access/row-security.ts'
import { type Ctx, transaction } from '../context.ts'
import { subtreeIds } from '../grids/atlas.ts'
import { Problem } from '../problem.ts'
import { appendAudit } from './append.ts'
import type { AuditEntry, AuditFilter, AuditPage, AuditQuery } from './contract.ts'
import { type AuditScope, type EntryRow, selectEntries } from './list.queries.ts'

const defaultLimit = 50

/**
 * One page of who did what, newest first; the question itself becomes an entry. Throws `unknown-grid`, `bad-cursor`.
 */
export async function listAudit(ctx: Ctx, query: AuditQuery): Promise<AuditPage> {
  const { limit = defaultLimit, cursor, ...filter } = query
  const scope = await scopeOf(ctx, filter)
  const before = cursor === undefined ? null : readCursor(cursor)
  return transaction(ctx, async tx => {
    await showRows(tx, 'audit.read')
    const rows = await selectEntries(tx.sql, scope, limit + 1, before)
    await appendAudit(tx, { verb: 'audit.read', subject: null, data: query })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const next = last !== undefined && rows.length > limit ? String(last.seq) : null
    return { entries: page.map(auditEntry), next }
  })
}

export async function scopeOf(ctx: Ctx, filter: AuditFilter): Promise<AuditScope> {
  const { source = 'access', actor = null, verb = null, subject = null, grid, from, to } = filter
  const about = { source, actor, verb, subject }
  const time = {
    from: from === undefined ? null : new Date(from),
    to: to === undefined ? null : new Date(to),
  }
  if (grid === undefined) return { ...about, ...time, gridIds: null }
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  if (atlas.tree.get(grid) === undefined) throw new Problem('unknown-grid', { field: 'grid' })
  return { ...about, ...time, gridIds: subtreeIds(atlas, grid) }
}

export function auditEntry({ at, hash, ...row }: EntryRow): AuditEntry {
  return { ...row, at: at.toISOString(), hash: hash.toString('hex') }
}

function readCursor(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new Problem('bad-cursor', { field: 'cursor' })
  return Number(text)
}
