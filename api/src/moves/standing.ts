import { isOfNets, type Target } from '../access/authorize.ts'
import { reachFor } from '../access/told.ts'
import type { Ctx } from '../context.ts'
import type { Atlas } from '../grids/atlas.ts'
import { type Case, isOpen, openMoves, type Standing } from '../incidents/life-cycle.ts'
import type { MoveVerb } from './contract.ts'
import type { CaseRow } from './queries.ts'

/** How somebody stands to a case, and the same for the table of rights. */
export interface CaseStanding {
  readonly standings: readonly Standing[]
  readonly target: Target
  /** Levels from the case's own grid up to the caller's; null for those who are no lead of it. */
  readonly height: number | null
  /** The caller did the work that is to be checked. */
  readonly handledIt: boolean
}

/**
 * desk: whoever the table of rights lets move every case · lead: whose grid covers it · assignee: who holds the post or speaks for the
 * department it was given to; a center has no account, the lead of a grid that covers it acts · staff: whom it was routed to.
 */
export function standingOf({ actor }: Ctx, atlas: Atlas, row: CaseRow): CaseStanding {
  const reach = reachFor(actor, 'case.move')
  const grid = codeOf(atlas, row.gridId)
  if (reach !== 'all' && !isOfNets(actor, row.net))
    return { standings: [], target: { grid, net: row.net, person: null }, height: null, handledIt: false }
  const height = reach === 'sub' ? heightOf(atlas, grid, actor.grid) : null
  const mine =
    (actor.person !== null && row.assigneePersonId === actor.person) ||
    (row.assigneeKind === 'department' && row.assigneeId === actor.department) ||
    (row.assigneeKind === 'center' &&
      reach === 'sub' &&
      heightOf(atlas, codeOf(atlas, row.assigneeGridId), actor.grid) !== null)
  const routedToMe = actor.person !== null && row.ownerPersonId === actor.person
  const standings: Standing[] = []
  if (reach === 'all') standings.push('desk')
  if (height !== null) standings.push('lead')
  if (mine) standings.push('assignee')
  if (routedToMe) standings.push('staff')
  const own = mine || routedToMe
  return {
    standings: reach === 'no' ? [] : standings,
    target: {
      grid,
      net: row.net,
      person: own ? actor.person : null,
      department: mine ? actor.department : null,
    },
    height,
    handledIt:
      (row.handledBy !== null && row.handledBy === actor.account) ||
      (row.handledByPersonId !== null && row.handledByPersonId === actor.person),
  }
}

/** The moves open to somebody who stands so. */
export function movesOf(atlas: Atlas, row: CaseRow, state: Case, standing: CaseStanding): MoveVerb[] {
  return openMoves(state, standing.standings).filter((verb): verb is MoveVerb => {
    if (verb === 'report' || verb === 'follow') return false
    if (verb === 'link') return canFollow(row)
    if (verb === 'close') return !standing.handledIt
    return verb !== 'escalate' || whistleTo(atlas, row, standing.height) !== null
  })
}

/** Whether the case allows the verb, whoever asks. */
export function isOpenToSomebody(atlas: Atlas, row: CaseRow, state: Case, verb: MoveVerb): boolean {
  if (!isOpen(state, verb)) return false
  if (verb === 'link') return canFollow(row)
  return verb !== 'escalate' || row.escalatedBy < levelsAbove(atlas, row)
}

/** Heads are never linked themselves: what follows a case is always one step away from it. */
function canFollow({ linked }: CaseRow): boolean {
  return linked === 0
}

/**
 * How far up a lead's whistle takes a case: to the level above the lead's own; null when the case is there already or higher.
 * @param height levels from the case's grid up to the lead's
 */
export function whistleTo(atlas: Atlas, row: CaseRow, height: number | null): number | null {
  if (height === null) return null
  const escalatedBy = height + 1
  return escalatedBy > row.escalatedBy && escalatedBy <= levelsAbove(atlas, row) ? escalatedBy : null
}

/** How many times a case of this grid can go up: once per level, the last time to the city. None for a case outside the grids. */
export function levelsAbove(atlas: Atlas, { gridId }: { gridId: number | null }): number {
  const code = codeOf(atlas, gridId)
  return code === null ? 0 : atlas.tree.chain(code).length
}

export function caseOf(row: CaseRow): Case {
  const { rev, status, assigneeKind: kind, assigneeId: id } = row
  const {
    request,
    suspendedFrom,
    extensions,
    reworks,
    reopened,
    escalatedBy,
    rungs,
    headId: head,
    handledBy,
  } = row
  const assignee = kind === null || id === null ? null : { kind, id }
  return {
    ...{ rev, status, assignee, request, suspendedFrom },
    ...{ extensions, reworks, reopened, escalatedBy, rungs, head, handledBy },
  }
}

export function codeOf(atlas: Atlas, gridId: number | null): string | null {
  return gridId === null ? null : (atlas.byId.get(gridId)?.code ?? null)
}

/** Levels from a grid up to `top`, null when `top` does not cover it. A lead of no grid leads the city: above all levels. */
export function heightOf(atlas: Atlas, grid: string | null, top: string | null): number | null {
  const chain = grid === null ? [] : atlas.tree.chain(grid)
  if (top === null) return chain.length
  const i = chain.findIndex(link => link.code === top)
  return i === -1 ? null : chain.length - 1 - i
}
