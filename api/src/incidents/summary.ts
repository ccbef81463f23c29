import type { Atlas, AtlasGrid } from '../grids/atlas.ts'
import type { IncidentSummary } from './contract.ts'
import { incidentNumber } from './number.ts'
import type { SummaryRow } from './queries.ts'

/** A row as lists show it. */
export function incidentSummary(atlas: Atlas, row: SummaryRow): IncidentSummary {
  const { isOpen: open, gridId, reportedAt, updatedAt, closedAt, ...fields } = row
  const grid = gridId === null ? undefined : atlas.byId.get(gridId)
  return {
    ...fields,
    number: incidentNumber(row.id, reportedAt, atlas.timeZone),
    open,
    grid: grid === undefined ? null : gridLink(grid),
    reportedAt: reportedAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
  }
}

export function gridLink({ code, name, level }: AtlasGrid) {
  return { code, name, level }
}
