import { setImmediate } from 'node:timers/promises'
import { cityFiles, type FolderIncident } from '@jingwei/geodata/city-folder.ts'
import { type Clockwork, readClockwork } from '../calendar/read-calendar.ts'
import type { Limit } from '../calendar/working-time.ts'
import { type Ctx, transaction } from '../context.ts'
import type { Atlas, AtlasGrid } from '../grids/atlas.ts'
import { cellOf } from '../heat/cell.ts'
import type { Assignee } from '../incidents/life-cycle.ts'
import type { Owner } from '../routing/contract.ts'
import { ownersOf } from '../routing/owners.ts'
import { type Placement, placementOf } from '../routing/placement.ts'
import { calendarDay } from './calendar-day.ts'
import { type CityFolder, CityFolderError } from './city-folder.ts'
import { type CaseOrigin, caseOfFolder, type LoadedCase, type LoadedEvent } from './incident-course.ts'
import { refreshStatistics, selectLoadState } from './load-city.queries.ts'
import {
  completeHistory,
  insertEvents,
  insertIncidents,
  type LoadedIncident,
  recordProgress,
  reserveIncidents,
  selectPostChanges,
} from './load-incidents.queries.ts'

/** Lines of one transaction: long enough to be quick, short enough to let other requests through. */
const chunkLines = 500
/** About 15 ms of work. */
const casesInARow = 25
/** Statistics are fresh enough until the table has grown by this factor. */
const statisticsGrowth = 4

/**
 * Loads a city folder's incidents with their events, so many at a time that requests are answered in between. A start that is cut off
 * goes on behind its last chunk. Nothing happens where they are loaded already.
 * Throws `CityFolderError` for a line of an unknown class.
 * @param onProgress lines loaded so far
 * @param signal ends it between two chunks
 */
export async function loadIncidents(
  ctx: Ctx,
  folder: CityFolder,
  onProgress: (lines: number) => void = () => {},
  signal?: AbortSignal,
): Promise<void> {
  const state = await selectLoadState(ctx.sql)
  if (state === undefined || state.historyComplete) return
  const atlas = await ctx.atlases.at(ctx, ctx.now)
  const ground: Ground = {
    atlas,
    clockwork: await readClockwork(ctx),
    limits: new Map(folder.profile.classes.map(({ code, limits }) => [code, limits])),
  }
  let nextStatistics = 0
  let played: Played | null = null
  try {
    for await (const chunk of chunksOf(folder, ground, state.historyLines)) {
      if (signal?.aborted) return
      // Read before anything is written: on the embedded database a transaction has the only session.
      const origins = await readOrigins(ctx, ground, chunk, state.historyEnd)
      // This chunk is worked out while the one before is written.
      const before: Played | null = played
      played = null
      const [next]: [Played, unknown] = await Promise.all([
        play(origins, chunk.lines),
        before && write(ctx, before),
      ])
      played = next
      const written = before?.lines ?? 0
      onProgress(written)
      // Plans made for an empty table, also those of foreign keys, would read all of a full one for every row.
      if (written > nextStatistics) {
        await refreshStatistics(ctx.sql)
        nextStatistics = written * statisticsGrowth
      }
    }
  } finally {
    if (played !== null) await write(ctx, played)
  }
  await completeHistory(ctx.sql)
  await refreshStatistics(ctx.sql)
}

/** What every line is judged by. */
interface Ground {
  readonly atlas: Atlas
  readonly clockwork: Clockwork
  /** Of each class, by stage. */
  readonly limits: ReadonlyMap<string, readonly (Limit & { readonly stage: string })[]>
}

interface Chunk {
  readonly incidents: readonly FolderIncident[]
  /** Of the file, up to its end. */
  readonly lines: number
}

async function* chunksOf(folder: CityFolder, { limits }: Ground, behind: number): AsyncGenerator<Chunk> {
  let lines = 0
  let incidents: FolderIncident[] = []
  for await (const incident of folder.incidents()) {
    lines++
    if (lines <= behind) continue
    if (!limits.has(incident.class))
      throw new CityFolderError(cityFiles.incidents, `line ${lines}`, `unknown class ${incident.class}`)
    incidents.push(incident)
    if (incidents.length < chunkLines) continue
    yield { incidents, lines }
    incidents = []
  }
  if (incidents.length > 0) yield { incidents, lines }
}

interface Origin {
  readonly placed: Placed
  readonly owner: Owner | null
  readonly origin: CaseOrigin
}

async function readOrigins(ctx: Ctx, ground: Ground, { incidents }: Chunk, end: Date): Promise<Origin[]> {
  const { atlas } = ground
  const placed = incidents.map(incident => {
    const { lon, lat, secondsBeforeEnd } = incident
    const reportedAt = new Date(end.getTime() - secondsBeforeEnd * 1000)
    return { incident, reportedAt, placement: placementOf(atlas, { lon, lat }) }
  })
  const owners = await ownersWhenReported(ctx, atlas, placed)
  const ids = await reserveIncidents(ctx.sql, incidents.length)
  return placed.map((item, i) => {
    const owner = owners[i] ?? null
    return { placed: item, owner, origin: originOf(ids[i] ?? 0, item, ground, owner, ctx.now) }
  })
}

interface Played {
  readonly incidents: readonly LoadedIncident[]
  readonly events: readonly LoadedEvent[]
  readonly lines: number
}

/** Some at a time: requests, and the writing of the chunk before, go on meanwhile. */
async function play(origins: readonly Origin[], lines: number): Promise<Played> {
  const incidents: LoadedIncident[] = []
  const events: LoadedEvent[] = []
  for (const [i, { placed, owner, origin }] of origins.entries()) {
    if (i % casesInARow === 0) await setImmediate()
    const loaded = caseOfFolder(placed.incident, origin)
    incidents.push(rowOf(placed, loaded, origin.atlas.version, owner))
    events.push(...loaded.events)
  }
  return { incidents, events, lines }
}

async function write(ctx: Ctx, { incidents, events, lines }: Played): Promise<void> {
  await transaction(ctx, async ({ sql }) => {
    await Promise.all([
      insertIncidents(sql, incidents),
      insertEvents(sql, events),
      recordProgress(sql, lines),
    ])
  })
}

interface Placed {
  readonly incident: FolderIncident
  readonly reportedAt: Date
  readonly placement: Placement
}

/** Owners on the day of each report. They only change on days on which somebody takes or leaves a post. */
async function ownersWhenReported(
  ctx: Ctx,
  atlas: Atlas,
  placed: readonly Placed[],
): Promise<(Owner | undefined)[]> {
  const days = placed.map(({ reportedAt }) => calendarDay(reportedAt, atlas.timeZone))
  const sorted = [...days].sort()
  const changes = await selectPostChanges(ctx.sql, sorted.at(0) ?? '', sorted.at(-1) ?? '')
  const periodOf = (day: string) => changes.filter(change => change <= day).length
  const result: (Owner | undefined)[] = new Array(placed.length)
  for (let period = 0; period <= changes.length; period++) {
    const members = placed.flatMap((item, i) => (periodOf(days[i] ?? '') === period ? [{ item, i }] : []))
    const [some] = members
    if (some === undefined) continue
    const grids = new Map<number, AtlasGrid>()
    for (const { item } of members) {
      const { grid } = item.placement
      if (grid !== null) grids.set(grid.id, grid)
    }
    const owners = await ownersOf(ctx, atlas, grids.values(), some.item.reportedAt)
    for (const { item, i } of members) result[i] = owners.get(item.placement.grid?.id ?? 0)
  }
  return result
}

function originOf(
  incidentId: number,
  { incident, reportedAt, placement }: Placed,
  { atlas, clockwork, limits }: Ground,
  owner: Owner | null,
  now: Date,
): CaseOrigin {
  const assignee: Assignee | null =
    owner !== null
      ? { kind: 'post', id: owner.post }
      : placement.center !== null
        ? { kind: 'center', id: placement.center.center.id }
        : null
  const report = {
    classCode: incident.class,
    version: atlas.version,
    reason: placement.reason,
    grid: placement.grid?.code ?? null,
    owner: owner?.post ?? null,
    source: incident.source,
  }
  return {
    ...{ incidentId, reportedAt, report, assignee, atlas, clockwork, now },
    limits: limits.get(incident.class) ?? [],
    gridId: placement.grid?.id ?? null,
  }
}

function rowOf(
  { incident, reportedAt, placement }: Placed,
  { events, state, clock, stages, times }: LoadedCase,
  version: number,
  owner: Owner | null,
): LoadedIncident {
  const { place, grid, reason, center, outsideMeters, warning } = placement
  const [lon, lat] = place ?? [incident.lon, incident.lat]
  const last = events.at(-1)
  const at = (verb: string) => events.find(event => event.verb === verb)?.at ?? null
  return {
    id: last?.incidentId ?? 0,
    classCode: incident.class,
    title: incident.title,
    body: incident.text,
    lon,
    lat,
    cell: cellOf(lon, lat),
    status: state.status,
    rev: state.rev,
    assigneeKind: state.assignee?.kind ?? null,
    assigneeId: state.assignee?.id ?? null,
    suspendedFrom: state.suspendedFrom,
    escalatedBy: state.escalatedBy,
    rungs: state.rungs,
    clock,
    stageClock: stages.clock,
    lateStages: stages.late,
    ...times,
    version,
    grid: grid?.id ?? null,
    reason,
    owner: owner?.post ?? null,
    center: center?.center.id ?? null,
    centerMeters: center?.distanceMeters ?? null,
    outsideMeters,
    warning,
    reportedAt,
    updatedAt: last?.at ?? reportedAt,
    takenAt: at('take'),
    closedAt: at('close'),
  }
}
