import { createHash } from 'node:crypto'
import { holdClockwork } from '../calendar/read-calendar.ts'
import { type Ctx, transaction } from '../context.ts'
import { joinReport } from '../duplicates/join-report.ts'
import type { Outcome } from '../gather.ts'
import type { Atlas, AtlasGrid } from '../grids/atlas.ts'
import { holdNewestVersion } from '../grids/newest-version.ts'
import { cellOf } from '../heat/cell.ts'
import { noStages, stageBegunBy, stagesAfter, stageTimes } from '../moves/stages.ts'
import { Problem } from '../problem.ts'
import { keepReporter } from '../reporters/keep.ts'
import { hashOfToken, reportToken } from '../reports/token.ts'
import type { Owner } from '../routing/contract.ts'
import { ownersOf } from '../routing/owners.ts'
import { type Placement, placementOf, placementOfGrid } from '../routing/placement.ts'
import { type Routed, routeOf } from '../routing/route.ts'
import { canonicalJson } from './canonical-json.ts'
import type { NewIncident } from './contract.ts'
import { eventHash } from './event-chain.ts'
import { reported } from './life-cycle.ts'
import { insertReported, type ReportedRow, type Reserved, reserveIncidents } from './report.queries.ts'

export interface NewReport {
  readonly ctx: Ctx
  readonly input: NewIncident
}

/** `kept` is false when the idempotency key is another report's: then nothing was written. */
export interface KeptReport extends Routed {
  readonly id: number
  readonly kept: boolean
  readonly requestHash: string
}

/**
 * Routes reports that came at the same time and keeps them in one transaction: incident, first event and reporter of each. They are
 * routed by the version and the posts in force at the last one's moment; when boundaries are published just then, they are routed
 * again. A report that cannot be routed fails alone.
 * @param at the moment whose version counts, where it is not the last report's
 */
export async function keepReports(reports: readonly NewReport[], at?: Date): Promise<Outcome<KeptReport>[]> {
  const last = reports.at(-1)
  if (last === undefined) return []
  const { ctx } = last
  const [atlas, reserved] = await Promise.all([
    ctx.atlases.at(ctx, at ?? ctx.now),
    reserveIncidents(
      ctx.sql,
      reports.map(({ input }) => input.classCode),
      firstStage,
    ),
  ])
  const placements = reports.map(({ input }) => attempt(() => place(atlas, input)))
  const owners = await ownersOf(ctx, atlas, gridsOf(placements), ctx.now)
  const outcomes = reports.map((report, i): Outcome<Prepared> => {
    const placed = placements[i]
    const known = reserved[i]
    if (known === undefined || known.net === null)
      return { error: new Problem('unknown-class', { field: 'classCode' }) }
    if (placed === undefined || 'error' in placed) return placed ?? { error: new Error('no placement') }
    return { value: prepare(report, { ...known, net: known.net }, atlas, placed.value, owners) }
  })

  const prepared = outcomes.flatMap(outcome => ('value' in outcome ? [outcome.value] : []))
  const kept = prepared.length === 0 ? new Set<number>() : await write(ctx, atlas, prepared)
  if (kept instanceof Date) return keepReports(reports, kept)
  return outcomes.map(outcome => {
    if ('error' in outcome) return outcome
    const { id, routed, row } = outcome.value
    return { value: { ...routed, id, kept: kept.has(id), requestHash: row.requestHash } }
  })
}

/** The one that a report begins. */
const firstStage = stageBegunBy('report', reported) ?? ''

interface Prepared extends NewReport {
  readonly id: number
  readonly routed: Routed
  readonly row: ReportedRow
}

/** @returns ids of those that were written; the moment of a newer version, when there is one: then nothing was written */
function write(ctx: Ctx, atlas: Atlas, prepared: readonly Prepared[]): Promise<Set<number> | Date> {
  return transaction(ctx, async tx => {
    const newest = await holdNewestVersion(tx.sql)
    if (newest !== undefined && newest.version !== atlas.version) return newest.effectiveAt
    const { calendar } = await holdClockwork(tx)
    const kept = new Set(
      await insertReported(
        tx.sql,
        prepared.map(({ row }) => ({ ...row, ...stageTimes(calendar, row.stageClock) })),
      ),
    )
    for (const { id, input } of prepared) if (kept.has(id)) await keepReporter(tx, id, input.reporter)
    for (const { id, said, ctx } of joining(prepared))
      if (kept.has(id)) await joinReport({ ...ctx, sql: tx.sql }, atlas, id, said)
    return kept
  })
}

/** Those that are said to be of a known matter, in the order of its id: cases are held in that order everywhere. */
function joining(prepared: readonly Prepared[]): { id: number; said: number; ctx: Ctx }[] {
  return prepared
    .flatMap(({ id, ctx, input: { duplicateOf: said } }) => (said === undefined ? [] : [{ id, said, ctx }]))
    .sort((a, b) => a.said - b.said)
}

function place(atlas: Atlas, { lon, lat, datum, grid: code }: NewIncident): Placement {
  if (code === undefined) {
    if (lon === undefined || lat === undefined) throw new Problem('bad-field', { field: 'lon' })
    return placementOf(atlas, { lon, lat, datum })
  }
  const grid = atlas.tree.get(code)
  if (grid === undefined) throw new Problem('unknown-grid', { field: 'grid' })
  return placementOfGrid(atlas, grid)
}

function gridsOf(placements: readonly Outcome<Placement>[]): Iterable<AtlasGrid> {
  const grids = new Map<number, AtlasGrid>()
  for (const placed of placements)
    if ('value' in placed && placed.value.grid !== null) grids.set(placed.value.grid.id, placed.value.grid)
  return grids.values()
}

function prepare(
  report: NewReport,
  { id, net, limit }: Reserved & { net: string },
  atlas: Atlas,
  placement: Placement,
  owners: ReadonlyMap<number, Owner>,
): Prepared {
  const { ctx, input } = report
  const { place, grid, reason, outsideMeters, warning, center } = placement
  const owner = grid === null ? null : (owners.get(grid.id) ?? null)
  const routed = { route: routeOf(atlas, placement, owner), placement, timeZone: atlas.timeZone }
  const event = firstEvent(report, id, routed, limit)
  const row: ReportedRow = {
    id,
    classCode: input.classCode,
    net,
    title: input.title,
    body: input.text ?? '',
    lon: place?.[0] ?? null,
    lat: place?.[1] ?? null,
    cell: place === null ? null : cellOf(...place),
    version: atlas.version,
    grid: grid?.id ?? null,
    reason,
    owner: owner?.post ?? null,
    center: center?.center.id ?? null,
    centerMeters: center?.distanceMeters ?? null,
    outsideMeters,
    warning,
    idempotencyKey: input.idempotencyKey ?? null,
    requestHash: hashOf(input),
    reportedAt: ctx.now,
    actor: event.actor,
    data: event.data,
    hash: eventHash(null, event).toString('hex'),
    tokenHash: hashOfToken(reportToken(ctx.keyring, id)).toString('hex'),
    stageClock: stagesAfter(noStages, reported, event).clock,
  }
  return { ...report, id, routed, row }
}

/** Tells by itself what was decided; nothing that a person typed, and nothing personal. */
function firstEvent(
  { ctx, input }: NewReport,
  incidentId: number,
  { route, placement }: Routed,
  limit: Reserved['limit'],
) {
  return {
    incidentId,
    rev: 1,
    verb: 'report',
    status: 'reported',
    at: ctx.now,
    actor: ctx.actor.account,
    data: {
      classCode: input.classCode,
      version: route.version,
      reason: route.reason,
      grid: placement.grid?.code ?? null,
      owner: route.owner?.post ?? null,
      ...(limit === null ? {} : { limit }),
    },
  } as const
}

/** Without the reporter: a plain hash of something short, like a telephone number, is as good as the number itself. */
function hashOf({ idempotencyKey: _, reporter: __, ...said }: NewIncident): string {
  return createHash('sha256').update(canonicalJson(said)).digest('hex')
}

function attempt<T>(work: () => T): Outcome<T> {
  try {
    return { value: work() }
  } catch (error) {
    return { error }
  }
}
