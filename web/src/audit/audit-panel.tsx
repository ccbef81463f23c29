import './audit-panel.css'
import { useQuery } from '@tanstack/react-query'
import { Download, X } from 'lucide-react'
import { useId, useRef } from 'react'
import { Link } from 'react-aria-components'
import { sessionQuery } from '../access/access.api.ts'
import { url } from '../api.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Both } from '../ui/both.tsx'
import { IconButton } from '../ui/button.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useArrival } from '../ui/use-arrival.ts'
import { setView, useView } from '../view.ts'
import { auditFilterOf } from './audit.api.ts'
import { AuditEntries } from './audit-entries.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { ChainState } from './chain-state.tsx'

/** Who did or read what, for auditors: filters, entries, the state of the chain, a file to take out. */
export function AuditPanel() {
  const t = useMessages('audit')
  const ui = useMessages('ui')
  const beside = useMessagesBeside('audit')
  const heading = useId()
  const title = useRef<HTMLHeadingElement>(null)
  const filter = useView(auditFilterOf)
  const { data: session } = useQuery(sessionQuery)
  useArrival(title)
  const mayRead = session?.role === 'auditor'
  return (
    <section className="audit" aria-labelledby={heading}>
      <header className="audit-top">
        <h2 id={heading} ref={title} tabIndex={-1}>
          <Both main={t.audit} beside={beside.audit} />
        </h2>
        {mayRead && <ChainState />}
        <span className="audit-close">
          {mayRead && (
            <Link
              className="button button-quiet"
              href={url('/api/audit.csv', { ...filter })}
              download
              aria-label={`${t.export}（${t.exportNote}）`}
            >
              <Download size={16} strokeWidth={1.75} aria-hidden />
              <span className="audit-export">{t.export}</span>
            </Link>
          )}
          <IconButton icon={X} label={ui.close} onPress={() => setView({ panel: undefined })} />
        </span>
      </header>
      {mayRead ? (
        <>
          <AuditFilters />
          <AuditEntries filter={filter} />
        </>
      ) : (
        session !== undefined && <EmptyState title={t.onlyAuditors} />
      )}
    </section>
  )
}
