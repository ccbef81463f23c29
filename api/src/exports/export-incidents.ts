import { readCity } from '../city/read-city.ts'
import type { Ctx } from '../context.ts'
import { asOf } from '../incidents/as-of.ts'
import { scopeOf } from '../incidents/filter.ts'
import { listIncidents } from '../incidents/list-incidents.ts'
import { Problem } from '../problem.ts'
import { type Column, columnsFor } from './columns.ts'
import { type ExportQuery, maxExportRows } from './contract.ts'
import { countUpTo } from './queries.ts'
import type { Cell, Table } from './table.ts'

/** Rows of a file at most, and of one statement: other requests are answered in between. */
const usualRows = { file: maxExportRows, page: 1000 } as const

/**
 * Every incident of a filter, newest first, as a table that is read while it is sent. Throws what `scopeOf` throws, and
 * `too-many-rows` with the limit before anything is sent.
 */
export async function exportIncidents(
  ctx: Ctx,
  filter: ExportQuery,
  most: Record<keyof typeof usualRows, number> = usualRows,
): Promise<Table> {
  const city = await readCity(ctx)
  const columns = await asOf(ctx, filter.at, async (then, atlas) => {
    const scope = await scopeOf(then, atlas, filter)
    if ((await countUpTo(then.sql, scope, most.file)) > most.file)
      throw new Problem('too-many-rows', { detail: { limit: most.file } })
    return columnsFor(city, atlas)
  })
  return { name: '案件', columns, rows: rowsOf(ctx, filter, columns, most.page) }
}

async function* rowsOf(
  ctx: Ctx,
  filter: ExportQuery,
  columns: readonly Column[],
  limit: number,
): AsyncGenerator<Cell[][]> {
  let cursor: string | undefined
  do {
    const after = cursor === undefined ? {} : { cursor }
    const { incidents, next } = await listIncidents(ctx, { ...filter, limit, ...after })
    yield incidents.map(incident => columns.map(({ cell }) => cell(incident)))
    cursor = next ?? undefined
  } while (cursor !== undefined)
}
