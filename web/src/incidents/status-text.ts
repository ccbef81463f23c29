import type { useMessages } from '../i18n/messages.ts'
import { anyStatus, doneStatuses, listOf } from './incident-filter.ts'
import { IncidentStatus } from './incidents.api.ts'

/** The words of the address's `status`: one of the usual sets, or several by name. */
export function statusText(status: string, t: ReturnType<typeof useMessages<'incidents'>>): string {
  if (status === anyStatus) return t.statusAll
  if (status === doneStatuses) return t.statusClosed
  return listOf(status)
    .map(one => {
      const known = IncidentStatus.safeParse(one)
      return known.success ? t.statuses[known.data] : one === 'open' ? t.statusOpen : one
    })
    .join(t.comma)
}
