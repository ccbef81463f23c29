import type { Incident } from '../incidents/incidents.api.ts'
import type { CaseDuplicates } from './duplicates.api.ts'

/** Which case is linked to which. */
export interface Join {
  readonly id: number
  readonly rev: number
  readonly head: number
}

/** The older case stands for the younger one, unless only the other way is open to the reader; null when neither is. */
export function joinOf(
  incident: Pick<Incident, 'id' | 'rev' | 'moves' | 'reportedAt'>,
  other: Pick<CaseDuplicates['suggestions'][number], 'id' | 'rev' | 'moves' | 'reportedAt'>,
): Join | null {
  const away = incident.moves.includes('link') ? { id: incident.id, rev: incident.rev, head: other.id } : null
  const here = other.moves.includes('link') ? { id: other.id, rev: other.rev, head: incident.id } : null
  const isOther = Date.parse(other.reportedAt) <= Date.parse(incident.reportedAt)
  return isOther ? (away ?? here) : (here ?? away)
}
