import { showRows } from '../access/row-security.ts'
import { isTold } from '../access/told.ts'
import { type Ctx, transaction } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { caseStanding } from '../moves/case-standing.ts'
import { caseView } from '../moves/case-view.ts'
import { Problem } from '../problem.ts'
import { wordsReader } from '../reporters/words.ts'
import type { Owner, Route } from '../routing/contract.ts'
import { withoutNames } from '../routing/owners.ts'
import { roundedMeters } from '../routing/route.ts'
import { asOf } from './as-of.ts'
import type { Incident, IncidentEvent } from './contract.ts'
import { type EventRow, type IncidentRow, selectEvents, selectIncident } from './queries.ts'
import { seenAmong } from './reach.ts'
import { gridLink, incidentSummary } from './summary.ts'

/**
 * A case with its events and the route it took when it was reported. What people typed with its steps may be personal: it goes to those who
 * have the case in reach as `case.move` has it, and to whoever wrote it. Throws `not-found`, also of a moment before it was reported.
 */
export async function showIncident(ctx: Ctx, id: number, at?: string): Promise<Incident> {
  if (!(await seenAmong(ctx, [id])).has(id)) throw new Problem('not-found', { field: 'id' })
  return describeIncident(ctx, id, at)
}

/** The same for its own reporter, who need not see others. Throws `not-found`. */
export async function describeIncident(ctx: Ctx, id: number, at?: string): Promise<Incident> {
  const row = await selectIncident(ctx.sql, id)
  if (row === undefined) throw new Problem('not-found', { field: 'id' })
  const before = at === undefined ? undefined : await ctx.atlases.of(ctx, row.versionId)
  const mayMove = (await caseStanding(ctx, id)).standings.length > 0
  return asOf(ctx, at, async (then, atlas) => {
    const was = at === undefined ? row : await selectIncident(then.sql, id, then.past)
    if (was === undefined) throw new Problem('not-found', { field: 'id' })
    const routed =
      before ?? (row.versionId === atlas.version ? atlas : await then.atlases.of(then, row.versionId))
    if (routed === undefined) throw new Error(`incident ${id} is of unknown version ${row.versionId}`)
    const grid = was.gridId === null ? undefined : atlas.byId.get(was.gridId)
    const events = await selectEvents(then.sql, id, then.past)
    const told = mayMove ? await withWords(then, id, events) : events
    return {
      ...incidentSummary(then, atlas, was),
      ...(await caseView(then, atlas, id)),
      text: isTold(then.actor, 'words.read', atlas.open) ? was.body : '',
      chain: grid === undefined ? [] : chainOf(atlas, grid.code),
      route: withoutNames(then, atlas, routeTaken(routed, was)),
      events: told.map(event => eventView(then, atlas, event, mayMove)),
    }
  })
}

/** The route as it was answered when the report came in, from its columns. */
function routeTaken(atlas: Atlas, row: IncidentRow): Route {
  const grid = row.gridAtReportId === null ? undefined : atlas.byId.get(row.gridAtReportId)
  return {
    version: atlas.version,
    reason: row.reason,
    point: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
    chain: grid === undefined ? [] : chainOf(atlas, grid.code),
    owner: ownerOf(atlas, row),
    center:
      row.centerCode === null || row.centerName === null || row.centerMeters === null
        ? null
        : { code: row.centerCode, name: row.centerName, distanceMeters: roundedMeters(row.centerMeters) },
    ...(row.outsideMeters === null ? {} : { outsideMeters: roundedMeters(row.outsideMeters) }),
    ...(row.warning === null ? {} : { warning: row.warning }),
  }
}

function ownerOf(atlas: Atlas, row: IncidentRow): Owner | null {
  const { ownerPostId: post, ownerRole: role, ownerTitle: title, ownerName, ownerGridId } = row
  const grid = ownerGridId === null ? undefined : atlas.byId.get(ownerGridId)
  if (post === null || role === null || title === null || grid === undefined) return null
  const climbed = ownerGridId !== row.gridAtReportId
  return { post, role, title, name: ownerName ?? '', grid: gridLink(grid), climbed }
}

function chainOf(atlas: Atlas, code: string) {
  return atlas.tree.chain(code).map(gridLink)
}

/** What the reporter wrote by the link, opened; `erased` where it can be read no more. */
async function withWords(ctx: Ctx, id: number, events: readonly EventRow[]): Promise<readonly EventRow[]> {
  if (!events.some(({ data }) => typeof data.sealed === 'string')) return events
  const read = await transaction(ctx, async tx => {
    await showRows(tx, 'case.move')
    return wordsReader(tx, id)
  })
  return events.map(event => {
    const { sealed, key: _, ...data } = event.data
    if (typeof sealed !== 'string') return event
    return { ...event, data: { ...data, ...(read ? { note: read(event.rev, sealed) } : { erased: true }) } }
  })
}

/** Who did it is for those who work here. Its own author's text lets a telephone know a step whose answer was lost. */
function eventView({ actor: asker }: Ctx, { open }: Atlas, row: EventRow, mayMove: boolean): IncidentEvent {
  const { seq, rev, verb, at, status, actor, data } = row
  const known = asker.role !== 'visitor' && isTold(asker, 'names.read', open) ? actor : null
  const event = { seq, rev, verb, at: at.toISOString(), status, actor: known }
  const isOwn = actor !== null && actor === asker.account
  if (mayMove || isOwn) return { ...event, data }
  // a reporter's page chooses the key of a remark: text as well
  const { note: _, key: __, sealed: ___, ...untyped } = data
  return { ...event, data: untyped }
}
