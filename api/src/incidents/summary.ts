import type { Atlas, AtlasGrid } from '../grids/atlas.ts'
import type { Light } from '../moves/contract.ts'
import type { IncidentSummary } from './contract.ts'
import { incidentNumber } from './number.ts'
import type { SummaryRow } from './queries.ts'

/** A row as lists show it. */
export function incidentSummary(atlas: Atlas, row: SummaryRow, now: Date): IncidentSummary {
  const {
    isOpen: open,
    gridId,
    reportedAt,
    updatedAt,
    closedAt,
    assigneeKind: kind,
    assigneeId,
    ...rest
  } = row
  const { dueAt, amberAt, clockStoppedAt, ...fields } = rest
  const grid = gridId === null ? undefined : atlas.byId.get(gridId)
  return {
    ...fields,
    number: incidentNumber(row.id, reportedAt, atlas.timeZone),
    open,
    grid: grid === undefined ? null : gridLink(grid),
    assignee: kind === null || assigneeId === null ? null : { kind, id: assigneeId },
    dueAt: dueAt?.toISOString() ?? null,
    light: lightOf(row, now),
    reportedAt: reportedAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
  }
}

/** As the clock's times tell it: the calendar itself is not needed. */
function lightOf({ dueAt, amberAt, clockStoppedAt }: SummaryRow, now: Date): Light | null {
  if (dueAt === null || amberAt === null) return null
  const at = clockStoppedAt ?? now
  if (at > dueAt) return 'red'
  return at > amberAt ? 'amber' : 'green'
}

export function gridLink({ code, name, level }: AtlasGrid) {
  return { code, name, level }
}
