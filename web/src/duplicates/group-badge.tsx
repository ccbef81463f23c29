import { useCityWords } from '../city/city-words.ts'
import { formatCount } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import type { IncidentSummary } from '../incidents/incidents.api.ts'
import { Badge } from '../ui/badge.tsx'

/** Beside a title: how many reports a case stands for, or that another one stands for it. */
export function GroupBadge({ of: { head, linked } }: { of: Pick<IncidentSummary, 'head' | 'linked'> }) {
  const t = useMessages('duplicates')
  const { locale } = useCityWords()
  if (head !== null) return <Badge title={t.joinedTo(head.number)}>{t.joined}</Badge>
  return linked === 0 ? null : <Badge tone="accent">{t.count(formatCount(linked + 1, locale))}</Badge>
}
