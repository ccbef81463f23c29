import { isTold } from '../access/told.ts'
import type { Ctx } from '../context.ts'
import type { Atlas, AtlasGrid } from '../grids/atlas.ts'
import type { Light } from '../moves/contract.ts'
import type { IncidentSummary } from './contract.ts'
import { incidentNumber } from './number.ts'
import type { SummaryRow } from './queries.ts'

/** A row as lists show it. Named one by one: a row may carry more columns than anybody is told. */
export function incidentSummary({ actor, now }: Ctx, atlas: Atlas, row: SummaryRow): IncidentSummary {
  const { id, classCode, net, title, status, rev, lon, lat, reason, synthetic, linked } = row
  const { headId, headReportedAt } = row
  const { gridId, reportedAt, updatedAt, closedAt, assigneeKind: kind, assigneeId } = row
  const grid = gridId === null ? undefined : atlas.byId.get(gridId)
  return {
    id,
    number: incidentNumber(id, reportedAt, atlas.timeZone),
    classCode,
    net,
    title: isTold(actor, 'words.read', atlas.open) ? title : '',
    status,
    open: row.isOpen,
    lon,
    lat,
    rev,
    grid: grid === undefined ? null : gridLink(grid),
    reason,
    assignee: kind === null || assigneeId === null ? null : { kind, id: assigneeId },
    dueAt: (row.stageDueAt ?? row.dueAt)?.toISOString() ?? null,
    light: lightOf(row, now),
    reportedAt: reportedAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    head:
      headId === null || headReportedAt === null
        ? null
        : { id: headId, number: incidentNumber(headId, headReportedAt, atlas.timeZone) },
    linked,
    synthetic,
  }
}

/** As the clock's times tell it, of the stage that the case is in: the calendar itself is not needed. */
function lightOf(row: SummaryRow, now: Date): Light | null {
  const isAtDesk = row.stageDueAt !== null
  const [dueAt, amberAt] = isAtDesk ? [row.stageDueAt, row.stageAmberAt] : [row.dueAt, row.amberAt]
  if (dueAt === null || amberAt === null) return null
  const at = isAtDesk ? now : (row.clockStoppedAt ?? now)
  if (at > dueAt) return 'red'
  return at > amberAt ? 'amber' : 'green'
}

export function gridLink({ code, name, level }: AtlasGrid) {
  return { code, name, level }
}
