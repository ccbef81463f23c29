import './bulk.css'
import { useQueries } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import { formatCount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { type Incident, type IncidentSummary, incidentQuery } from '../incidents/incidents.api.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { bulkLimit, sharedVerbs } from './bulk.ts'
import { BulkDialog } from './bulk-dialog.tsx'
import { arranged, type BarVerb } from './move-keys.ts'
import type { MoveVerb } from './moves.api.ts'

interface Props {
  selected: readonly IncidentSummary[]
  onClear: () => void
}

/** What can be done to all the cases that are selected: only the verbs that are open to the reader in each of them. */
export function BulkBar({ selected, onClear }: Props) {
  const t = useMessages('moves')
  const locale = useLocale()
  const [begun, setBegun] = useState<{ verb: MoveVerb; incidents: readonly Incident[] }>()
  const isTooMany = selected.length > bulkLimit
  const read = useQueries({
    queries: isTooMany ? [] : selected.map(({ id }) => incidentQuery(id)),
  })
  const incidents = read.flatMap(({ data }) => data ?? [])
  const isWhole = !isTooMany && incidents.length === selected.length
  const verbs = isWhole ? sharedVerbs(incidents).filter((verb): verb is BarVerb => verb !== 'link') : []
  const { next, rest } = arranged(verbs)
  const hint = isTooMany
    ? t.bulkTooMany(formatCount(bulkLimit, locale))
    : isWhole
      ? verbs.length === 0
        ? t.bulkNothing
        : undefined
      : read.some(({ isError }) => isError)
        ? t.bulkUnread
        : t.bulkReading
  return (
    <section className="bulk-bar" aria-label={t.bulk}>
      <strong className="bulk-count" role="status">
        {t.bulkSelected(formatCount(selected.length, locale))}
      </strong>
      {hint !== undefined && <span className="quiet">{hint}</span>}
      {[...(next === undefined ? [] : [next]), ...rest].map(verb => (
        <Button
          key={verb}
          look={verb === next ? 'primary' : verb === 'void' ? 'danger' : 'plain'}
          onPress={() => setBegun({ verb, incidents })}
        >
          {verb === 'dispatch' ? t.bulkDispatch : t.verbs[verb]}
        </Button>
      ))}
      <span className="bulk-clear">
        <IconButton icon={X} label={t.bulkClear} onPress={onClear} />
      </span>
      {begun !== undefined && (
        <BulkDialog
          verb={begun.verb}
          incidents={begun.incidents}
          onClose={isAnyDone => {
            setBegun(undefined)
            if (isAnyDone) onClear()
          }}
        />
      )}
    </section>
  )
}
