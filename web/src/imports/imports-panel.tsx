import './imports.css'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useId, useRef } from 'react'
import { sessionQuery } from '../access/access.api.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Both } from '../ui/both.tsx'
import { IconButton } from '../ui/button.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useArrival } from '../ui/use-arrival.ts'
import { setView, useView } from '../view.ts'
import { ImportList } from './import-list.tsx'
import { OpenImport } from './open-import.tsx'

const officers = new Set(['administrator', 'commander', 'lead'])

/** A city brings its own grids: a file comes in, is mapped, checked and mended, and becomes a draft. */
export function ImportsPanel() {
  const t = useMessages('imports')
  const ui = useMessages('ui')
  const beside = useMessagesBeside('imports')
  const heading = useId()
  const title = useRef<HTMLHeadingElement>(null)
  const id = useView(view => view.import)
  const { data: session } = useQuery(sessionQuery)
  useArrival(title)
  const mayImport = session !== undefined && officers.has(session.role)
  return (
    <section className="imports" aria-labelledby={heading}>
      <header className="imports-top">
        <h2 id={heading} ref={title} tabIndex={-1}>
          <Both main={t.title} beside={beside.title} />
        </h2>
        <IconButton
          icon={X}
          label={ui.close}
          onPress={() =>
            setView({ panel: undefined, import: undefined, crosswalk: undefined, pair: undefined })
          }
        />
      </header>
      {mayImport ? (
        id === undefined ? (
          <ImportList />
        ) : (
          <OpenImport id={id} />
        )
      ) : (
        session !== undefined && <EmptyState title={t.onlyOfficers} />
      )}
    </section>
  )
}
