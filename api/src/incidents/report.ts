import { createHash } from 'node:crypto'
import { type Ctx, transaction } from '../context.ts'
import { cellOf } from '../heat/cell.ts'
import { Problem } from '../problem.ts'
import { keepReporter } from '../reporters/keep.ts'
import { isSameReporter } from '../reporters/same-reporter.ts'
import { type Routed, routeGrid, routePlace } from '../routing/route.ts'
import { canonicalJson } from './canonical-json.ts'
import type { NewIncident, ReportedIncident } from './contract.ts'
import { eventHash } from './event-chain.ts'
import { incidentNumber } from './number.ts'
import { insertEvent, insertIncident, selectByIdempotencyKey, selectNetOfClass } from './queries.ts'
import { showIncident } from './show-incident.ts'

export interface Reported {
  /** False when the idempotency key had been used for the same report before. */
  readonly created: boolean
  readonly incident: ReportedIncident
}

/**
 * 上报: routes the matter and keeps it with its first event and its reporter, in one transaction. A place outside every grid goes
 * to the city-level queue: no report is lost.
 * Throws `unknown-class`, `unknown-grid`, `bad-coordinate`, `swapped-coordinate`, and `idempotency-conflict` when the key was
 * used for another report.
 */
export async function report(ctx: Ctx, input: NewIncident): Promise<Reported> {
  const net = await selectNetOfClass(ctx.sql, input.classCode)
  if (net === undefined) throw new Problem('unknown-class', { field: 'classCode' })
  const routed = await routeInput(ctx, input)
  const requestHash = hashOf(input)

  const id = await transaction(ctx, async ctx => {
    const id = await insertIncident(ctx.sql, {
      ...columnsOf(routed),
      classCode: input.classCode,
      net,
      title: input.title,
      body: input.text ?? '',
      idempotencyKey: input.idempotencyKey ?? null,
      requestHash,
      reportedAt: ctx.now,
    })
    if (id === undefined) return undefined
    const event = firstEvent(ctx, id, input, routed)
    await insertEvent(ctx.sql, { ...event, previousHash: null, hash: eventHash(null, event) })
    await keepReporter(ctx, id, input.reporter)
    return id
  })
  if (id === undefined) return { created: false, incident: await reportedBefore(ctx, input, requestHash) }

  const number = incidentNumber(id, ctx.now, routed.timeZone)
  return { created: true, incident: { id, number, status: 'reported', route: routed.route } }
}

function routeInput(ctx: Ctx, { lon, lat, datum, grid }: NewIncident): Promise<Routed> {
  if (grid !== undefined) return routeGrid(ctx, grid, ctx.now)
  if (lon === undefined || lat === undefined) throw new Problem('bad-field', { field: 'lon' })
  return routePlace(ctx, { lon, lat, datum }, ctx.now)
}

function columnsOf({ route, placement }: Routed) {
  const { place, grid, reason, outsideMeters, warning, center } = placement
  return {
    lon: place?.[0] ?? null,
    lat: place?.[1] ?? null,
    cell: place === null ? null : cellOf(...place),
    versionId: route.version,
    gridId: grid?.id ?? null,
    reason,
    ownerPostId: route.owner?.post ?? null,
    centerId: center?.center.id ?? null,
    centerMeters: center?.distanceMeters ?? null,
    outsideMeters,
    warning,
  }
}

/** Tells by itself what was decided; nothing that a person typed, and nothing personal. */
function firstEvent(ctx: Ctx, incidentId: number, input: NewIncident, { route, placement }: Routed) {
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
    },
  } as const
}

async function reportedBefore(ctx: Ctx, input: NewIncident, requestHash: string): Promise<ReportedIncident> {
  const before = await selectByIdempotencyKey(ctx.sql, input.idempotencyKey ?? '')
  const same = before?.requestHash === requestHash && (await isSameReporter(ctx, before.id, input.reporter))
  if (before === undefined || !same) throw new Problem('idempotency-conflict', { field: 'idempotencyKey' })
  const { id, number, status, route } = await showIncident(ctx, before.id)
  return { id, number, status, route }
}

/** Without the reporter: a plain hash of something short, like a telephone number, is as good as the number itself. */
function hashOf({ idempotencyKey: _, reporter: __, ...said }: NewIncident): string {
  return createHash('sha256').update(canonicalJson(said)).digest('hex')
}
