import type { LiveEvent } from '@jingwei/api/events/contract.ts'
import { type OpenPoints, openStatuses } from '@jingwei/api/incidents/contract.ts'
import type { Query, QueryClient } from '@tanstack/react-query'
import { type IncidentFilter, incidentsKey } from './incidents.api.ts'

/**
 * Moves the open points that are here along with steps of cases, without asking for thousands of points again.
 * @returns the questions whose filter a step alone cannot answer (words, times, areas): they have to be asked again
 */
export function patchOpenPoints(queries: QueryClient, steps: readonly LiveEvent[]): Set<Query> {
  const left = new Set<Query>()
  for (const query of queries.getQueryCache().findAll({ queryKey: [...incidentsKey, 'open'] })) {
    const filter = query.queryKey[2] as IncidentFilter
    if (filter.at !== undefined) continue
    // an answer that is on its way may be older than the step; one without a place has no row that tells whether it is counted
    const isUnplaced = steps.some(step => step.lon === null && concerns(step, filter))
    if (isUnplaced || !canJudge(filter) || query.state.fetchStatus === 'fetching') left.add(query)
    else if (query.state.data !== undefined)
      queries.setQueryData<OpenPoints>(query.queryKey, open => open && withSteps(open, steps, filter))
  }
  return left
}

export function withSteps(open: OpenPoints, steps: readonly LiveEvent[], filter: IncidentFilter): OpenPoints {
  const mine = steps.filter(step => step.lon !== null && step.lat !== null && concerns(step, filter))
  if (mine.length === 0) return open
  const classes = [...open.classes]
  const statuses = [...open.statuses]
  const rows = new Map(open.rows.map(row => [row[0], row]))
  for (const { id, lon, lat, classCode, status } of mine) {
    if (lon === null || lat === null) continue
    if (!openStatuses.some(each => each === status)) rows.delete(id)
    else rows.set(id, [id, lon, lat, indexIn(classes, classCode), indexIn(statuses, status)])
  }
  // the newest lie on top, as in the server's own answer
  return { ...open, classes, statuses, rows: [...rows.values()].sort(([a], [b]) => b - a) }
}

function canJudge({ q, from, to, bbox, reason }: IncidentFilter): boolean {
  return [q, from, to, bbox, reason].every(asked => asked === undefined)
}

function concerns(step: LiveEvent, filter: IncidentFilter): boolean {
  if (filter.grid !== undefined && !step.chain.includes(filter.grid)) return false
  if (filter.net !== undefined && step.net !== filter.net) return false
  return filter.class === undefined || filter.class.split(',').includes(step.classCode)
}

function indexIn(codes: string[], code: string): number {
  const found = codes.indexOf(code)
  return found >= 0 ? found : codes.push(code) - 1
}
