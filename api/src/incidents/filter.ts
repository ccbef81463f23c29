import { isTold } from '../access/told.ts'
import type { Ctx } from '../context.ts'
import type { Sql } from '../database/sql.ts'
import { type Atlas, subtreeIds } from '../grids/atlas.ts'
import { encode } from '../heat/cell.ts'
import type { Counter } from '../indicators/contract.ts'
import { Problem } from '../problem.ts'
import { type IncidentFilter, IncidentStatus, openStatuses } from './contract.ts'
import { counted } from './counter.queries.ts'
import {
  matching,
  overdueIn,
  selectClassesOfDuty,
  selectKnownClasses,
  selectKnownNet,
} from './filter.queries.ts'
import type { Assignee } from './life-cycle.ts'
import type { Past } from './past.ts'
import { ownAssignees, type Reach, reachIn } from './reach.ts'

/** A filter with its codes looked up: what a query needs. Null or empty: no condition. */
export interface IncidentScope {
  /** The grid and everything below it. */
  readonly gridIds: number[] | null
  readonly statuses: string[] | null
  /** Every status asked for is an open one: the small index is enough. */
  readonly openOnly: boolean
  readonly classes: string[] | null
  readonly net: string | null
  readonly reasons: string[] | null
  readonly from: Date | null
  readonly to: Date | null
  readonly takenFrom: Date | null
  readonly closedFrom: Date | null
  /** All of them must be in title or text. */
  readonly words: string[]
  readonly bbox: readonly [west: number, south: number, east: number, north: number] | null
  readonly counter: Counter | null
  /** Any of them; an empty list matches nothing. */
  readonly assignees: readonly Assignee[] | null
  readonly due: IncidentFilter['due'] | null
  readonly request: IncidentFilter['request'] | null
  /** Hours from report to closing: at least, and fewer than. */
  readonly closing: readonly [least: number, below: number | null] | null
  /** When in the week, by the city's clock. */
  readonly clock: {
    readonly weekdays: number[] | null
    readonly hours: number[] | null
    readonly timeZone: string
  } | null
  /** Morton codes at a zoom, see `heat/cell.ts`. */
  readonly cells: { readonly zoom: number; readonly codes: number[] } | null
  /** What the caller may see at all. */
  readonly reach: Reach | null
  readonly now: Date
  /** As they stood then; undefined: as they are. */
  readonly past: Past | undefined
}

/** Looks a filter up, within what the caller may see. Throws `sign-in-required` (assignee, q), `not-allowed` (q), `unknown-grid`, `unknown-class`, `bad-field` (net, duty, cells): a mistyped code must not look like "no incidents". */
export async function scopeOf(ctx: Ctx, atlas: Atlas, filter: IncidentFilter): Promise<IncidentScope> {
  if (filter.at !== undefined && ctx.past === undefined)
    throw new Error('a filter of the past goes through asOf')
  const statuses = filter.status === undefined ? null : statusesOf(filter.status)
  const classes = filter.class?.split(',') ?? null
  if (filter.grid !== undefined && atlas.tree.get(filter.grid) === undefined) {
    throw new Problem('unknown-grid', { field: 'grid' })
  }
  if (classes !== null) {
    const known = await selectKnownClasses(ctx.sql, classes)
    if (classes.some(code => !known.includes(code))) throw new Problem('unknown-class', { field: 'class' })
  }
  if (filter.net !== undefined && !(await selectKnownNet(ctx.sql, filter.net))) {
    throw new Problem('bad-field', { field: 'net' })
  }
  // a filter would tell letter by letter what the list does not
  if (filter.q !== undefined && !isTold(ctx.actor, 'words.read', atlas.open))
    throw new Problem(ctx.actor.account === null ? 'sign-in-required' : 'not-allowed', { field: 'q' })
  return {
    gridIds: filter.grid === undefined ? null : subtreeIds(atlas, filter.grid),
    statuses,
    openOnly: statuses?.every(isOpen) ?? false,
    classes: filter.duty === undefined ? classes : await classesOfDuty(ctx, filter.duty, classes),
    net: filter.net ?? null,
    reasons: filter.reason?.split(',') ?? null,
    from: filter.from === undefined ? null : new Date(filter.from),
    to: filter.to === undefined ? null : new Date(filter.to),
    takenFrom: filter.takenFrom === undefined ? null : new Date(filter.takenFrom),
    closedFrom: filter.closedFrom === undefined ? null : new Date(filter.closedFrom),
    words: filter.q?.split(/\s+/).filter(word => word !== '') ?? [],
    bbox: filter.bbox ?? null,
    counter: filter.counter ?? null,
    assignees: filter.assignee === undefined ? null : await assigneesOf(ctx, atlas, filter.assignee),
    due: filter.due ?? null,
    request: filter.request ?? null,
    closing: filter.closing === undefined ? null : closingOf(filter.closing),
    clock: clockOf(filter, atlas.timeZone),
    cells: filter.cells === undefined ? null : cellsOf(filter.cells),
    reach: await reachIn(ctx, atlas),
    now: ctx.now,
    past: ctx.past,
  }
}

/** The conditions of a scope for a statement that reads `incident i`. */
export function incidentsIn(sql: Sql, scope: IncidentScope) {
  return matching(sql, scope)
}

/** What the filter `due=overdue` asks of `incident i`. */
export function overdueAt(sql: Sql, now: Date) {
  return overdueIn(sql, now)
}

/** The condition of a counter for a statement that reads `incident i`. */
export function countedAs(sql: Sql, counter: Counter, now: Date) {
  return counted(sql, counter, now)
}

export function isOpen(status: string): boolean {
  return openStatuses.some(open => open === status)
}

/** The classes of a duty that are asked for as well. */
async function classesOfDuty(ctx: Ctx, duty: string, asked: string[] | null): Promise<string[]> {
  const classes = await selectClassesOfDuty(ctx.sql, duty)
  if (classes === undefined) throw new Problem('bad-field', { field: 'duty' })
  return asked === null ? classes : classes.filter(code => asked.includes(code))
}

function clockOf({ weekday, hour }: IncidentFilter, timeZone: string): IncidentScope['clock'] {
  if (weekday === undefined && hour === undefined) return null
  const numbers = (text: string | undefined) => text?.split(',').map(Number) ?? null
  return { weekdays: numbers(weekday), hours: numbers(hour), timeZone }
}

function closingOf(text: string): [number, number | null] {
  const [least = '', below = ''] = text.split('-')
  return [Number(least), below === '' ? null : Number(below)]
}

function cellsOf(text: string): NonNullable<IncidentScope['cells']> {
  const [zoomText = '', list = ''] = text.split(':')
  const zoom = Number(zoomText)
  const codes = list.split(',').map(cell => {
    const [x = 0, y = 0] = cell.split('/').map(Number)
    if (Math.max(x, y) >= 2 ** zoom) throw new Problem('bad-field', { field: 'cells' })
    return encode({ x, y })
  })
  return { zoom, codes }
}

/** `me`: what the caller's posts or department were given. */
async function assigneesOf(ctx: Ctx, atlas: Atlas, text: string): Promise<Assignee[]> {
  if (text !== 'me') {
    const [kind, id] = text.split(':')
    return [{ kind: kind as Assignee['kind'], id: Number(id) }]
  }
  if (ctx.actor.account === null) throw new Problem('sign-in-required')
  return ownAssignees(ctx, atlas)
}

function statusesOf(text: string): string[] {
  const all: readonly string[] = IncidentStatus.options
  return text.split(',').flatMap(word => {
    if (word === 'open') return all.filter(isOpen)
    return word === 'finished' ? all.filter(status => !isOpen(status)) : [word]
  })
}
