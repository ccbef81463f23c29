import type { View, ViewPatch } from '../view.ts'
import { noFilters } from './incident-filter.ts'

export type InboxKey = 'all' | 'mine' | 'grid' | 'overdue' | 'check' | 'asked' | 'outside'

export interface Inbox {
  readonly key: InboxKey
  /** The whole filter: everything else is cleared. */
  readonly filter: ViewPatch
}

interface Reader {
  readonly role: string
  readonly grid: string | null
}

const handlers: readonly string[] = ['lead', 'worker', 'department']
const deciders: readonly string[] = ['commander', 'administrator']

/** Whether somebody moves cases at all; what is open in each of them the server says. */
export function movesCases(role: string): boolean {
  return handlers.includes(role) || deciders.includes(role)
}

/** The lists that a reader comes back to; nothing else than filters, so each of them is an address. */
export function inboxesOf({ role, grid }: Reader): Inbox[] {
  const inboxes: Inbox[] = [{ key: 'all', filter: noFilters }]
  const add = (key: InboxKey, filter: ViewPatch) => inboxes.push({ key, filter: { ...noFilters, ...filter } })
  if (handlers.includes(role)) add('mine', { assignee: 'me' })
  if (grid !== null) add('grid', { within: grid })
  add('overdue', { due: 'overdue' })
  add('check', { status: 'feedback' })
  if (deciders.includes(role)) add('asked', { request: 'any' })
  add('outside', { reason: 'outside' })
  return inboxes
}

/** The list that the view shows; undefined when its filters are others. */
export function inboxOfView(inboxes: readonly Inbox[], view: View): InboxKey | undefined {
  const names = Object.keys(noFilters) as (keyof ViewPatch)[]
  return inboxes.find(({ filter }) => names.every(name => view[name] === filter[name]))?.key
}
