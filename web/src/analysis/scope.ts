import { filterOfView } from '../incidents/incident-filter.ts'
import type { IncidentFilter } from '../incidents/incidents.api.ts'
import { openPage, type View, type ViewPatch } from '../view.ts'

/** What the whole page is about. Other than in the console everything is meant, not only what is open. */
export function analysisFilter(view: View): IncidentFilter {
  return filterOfView({ ...view, status: view.status ?? 'all' })
}

export type Against =
  | { readonly kind: 'period'; readonly from: string; readonly to: string }
  | { readonly kind: 'class'; readonly classes: string }

export function againstOf({ against }: Pick<View, 'against'>): Against | null {
  if (against === undefined) return null
  const [kind = '', rest = ''] = [
    against.slice(0, against.indexOf(':')),
    against.slice(against.indexOf(':') + 1),
  ]
  if (kind === 'class') return { kind, classes: rest }
  const [from = '', to = ''] = rest.split('/')
  return Number.isNaN(Date.parse(from)) || Number.isNaN(Date.parse(to)) ? null : { kind: 'period', from, to }
}

export function againstText(against: Against): string {
  return against.kind === 'class' ? `class:${against.classes}` : `period:${against.from}/${against.to}`
}

/** The second filter of a comparison: the first one with one thing changed. */
export function otherFilter(filter: IncidentFilter, against: Against): IncidentFilter {
  return against.kind === 'class'
    ? { ...filter, class: against.classes }
    : { ...filter, from: against.from, to: against.to }
}

const dayMs = 86_400_000

/** Days of a filter's period; null when an end is open. */
export function daysOf({ from, to }: IncidentFilter): number | null {
  return from === undefined || to === undefined ? null : (Date.parse(to) - Date.parse(from)) / dayMs
}

/** How a list of cases is narrowed to one place: a grid's code or cells of the heat. */
export function placeFilter(key: string): ViewPatch {
  return key.includes(':') ? { cells: key } : { within: key }
}

/** The list of the console, with exactly the cases of the filter and of what it is narrowed by. */
export function openCases(
  filter: IncidentFilter,
  narrowed: ViewPatch,
  kept: Pick<View, 'theme' | 'lang'>,
): void {
  const { grid, status = 'all', bbox: _, due, counter, request, ...rest } = filter
  openPage('/', {
    ...rest,
    within: grid,
    status,
    due: due as View['due'],
    counter: counter as View['counter'],
    request: request as View['request'],
    ...narrowed,
    ...kept,
    panel: 'incidents',
  })
}
