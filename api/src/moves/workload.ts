import { authorize } from '../access/authorize.ts'
import type { Ctx } from '../context.ts'
import { type Atlas, type AtlasGrid, subtreeIds } from '../grids/atlas.ts'
import { asOf } from '../incidents/as-of.ts'
import { Problem } from '../problem.ts'
import type { Workload, WorkloadQuery } from './contract.ts'
import { codeOf } from './standing.ts'
import { type GridLoadRow, selectLoadByAssignee, selectLoadByGrid } from './workload.queries.ts'

const defaultLimit = 100

/**
 * Open cases of a subtree by who is to handle them and by the grids below it; without a grid the caller's own subtree.
 * Throws `unknown-grid`, `not-allowed`.
 */
export function workload(ctx: Ctx, query: WorkloadQuery): Promise<Workload> {
  return asOf(ctx, query.at, (then, atlas) => workloadIn(then, atlas, query))
}

async function workloadIn(
  ctx: Ctx,
  atlas: Atlas,
  { grid, limit = defaultLimit }: WorkloadQuery,
): Promise<Workload> {
  const code = grid ?? ctx.actor.grid
  if (code !== null && atlas.tree.get(code) === undefined)
    throw new Problem('unknown-grid', { field: 'grid' })
  await authorize(ctx, 'workload.read', { grid: code, net: null, person: null })
  const ids = code === null ? null : subtreeIds(atlas, code)
  const scope = { grids: ids, nets: ctx.actor.nets, past: ctx.past }
  const byGrid = await selectLoadByGrid(ctx.sql, scope, ctx.now)
  const byAssignee = await selectLoadByAssignee(ctx.sql, scope, ctx.now, limit)
  return {
    grid: code,
    ...sum(byGrid),
    unassigned: byGrid.reduce((all, row) => all + row.unassigned, 0),
    assignees: byAssignee.map(({ gridId, ...row }) => ({
      ...row,
      grid: row.kind === 'center' ? servedBy(atlas, row.id) : codeOf(atlas, gridId),
    })),
    grids: below(atlas, code).map(child => loadOf(atlas, child, byGrid)),
  }
}

/** Rows of centers say what they serve now. */
function servedBy({ centers }: Atlas, id: number): string | null {
  return centers.find(center => center.id === id)?.grid?.code ?? null
}

function below(atlas: Atlas, code: string | null): readonly AtlasGrid[] {
  return code === null ? atlas.tree.roots : atlas.tree.children(code)
}

function loadOf(atlas: Atlas, { code, name, level }: AtlasGrid, rows: readonly GridLoadRow[]) {
  const ids = new Set(subtreeIds(atlas, code))
  return { code, name, level, ...sum(rows.filter(row => row.gridId !== null && ids.has(row.gridId))) }
}

function sum(rows: readonly GridLoadRow[]): { open: number; overdue: number } {
  return {
    open: rows.reduce((all, row) => all + row.open, 0),
    overdue: rows.reduce((all, row) => all + row.overdue, 0),
  }
}
