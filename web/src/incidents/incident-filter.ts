import type { View, ViewPatch } from '../view.ts'
import type { IncidentFilter } from './incidents.api.ts'

/** What `status` means in the address: absent is `open`, because open is what a console is about. */
export const anyStatus = 'all'
export const doneStatuses = 'closed,evaluated,void'

/** The view's part that says which incidents are meant: by the table, the heat and the points alike. */
export function filterOfView(view: View): IncidentFilter {
  const status = view.status ?? 'open'
  const filter: IncidentFilter = {
    at: view.at,
    grid: view.within,
    status: status === anyStatus ? undefined : status,
    class: view.class,
    net: view.net,
    from: view.from,
    to: view.to,
    q: view.q,
    assignee: view.assignee,
    due: view.due,
    request: view.request,
    reason: view.reason,
    counter: view.counter,
    duty: view.duty,
    closing: view.closing,
    weekday: view.weekday,
    hour: view.hour,
    cells: view.cells,
  }
  // equal filters are equal keys: what is not asked for is left out
  for (const name of Object.keys(filter) as (keyof IncidentFilter)[])
    if (filter[name] === undefined) delete filter[name]
  return filter
}

/** Filters that can be taken away one by one. */
export type FilterName =
  | 'within'
  | 'status'
  | 'class'
  | 'net'
  | 'time'
  | 'q'
  | 'assignee'
  | 'due'
  | 'request'
  | 'reason'
  | 'counter'
  | 'duty'
  | 'closing'
  | 'weekday'
  | 'hour'
  | 'cells'

export function activeFilters(view: View): FilterName[] {
  const names: FilterName[] = []
  if (view.within !== undefined) names.push('within')
  if (view.status !== undefined && view.status !== 'open') names.push('status')
  if (view.class !== undefined) names.push('class')
  if (view.net !== undefined) names.push('net')
  if (view.from !== undefined || view.to !== undefined) names.push('time')
  if (view.q !== undefined) names.push('q')
  if (view.assignee !== undefined) names.push('assignee')
  if (view.due !== undefined) names.push('due')
  if (view.request !== undefined) names.push('request')
  if (view.reason !== undefined) names.push('reason')
  if (view.counter !== undefined) names.push('counter')
  if (view.duty !== undefined) names.push('duty')
  if (view.closing !== undefined) names.push('closing')
  if (view.weekday !== undefined) names.push('weekday')
  if (view.hour !== undefined) names.push('hour')
  if (view.cells !== undefined) names.push('cells')
  return names
}

/** The change of the view that takes one filter away. */
export function without(name: FilterName): ViewPatch {
  return name === 'time' ? { from: undefined, to: undefined } : { [name]: undefined }
}

export const noFilters: ViewPatch = {
  within: undefined,
  status: undefined,
  class: undefined,
  net: undefined,
  from: undefined,
  to: undefined,
  q: undefined,
  assignee: undefined,
  due: undefined,
  request: undefined,
  reason: undefined,
  counter: undefined,
  duty: undefined,
  closing: undefined,
  weekday: undefined,
  hour: undefined,
  cells: undefined,
}

/** Comma-separated codes, as the address and the API write a list. */
export function listOf(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(',').filter(part => part !== '')
}

export function listText(codes: readonly string[]): string | undefined {
  return codes.length === 0 ? undefined : codes.join(',')
}
