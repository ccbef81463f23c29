import './incident-table.css'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { SearchX, X } from 'lucide-react'
import { useId, useMemo, useRef, useState } from 'react'
import { sessionQuery } from '../access/access.api.ts'
import { ExportMenu } from '../exports/export-menu.tsx'
import { heatQuery } from '../heat/heat.api.ts'
import { formatCount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { BulkBar } from '../moves/bulk-bar.tsx'
import { Both } from '../ui/both.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { useArrival } from '../ui/use-arrival.ts'
import { setView, useView } from '../view.ts'
import { movesCases } from './inbox.ts'
import { InboxTabs } from './inbox-tabs.tsx'
import { IncidentChips } from './incident-chips.tsx'
import { activeFilters, filterOfView, noFilters } from './incident-filter.ts'
import { IncidentFilters } from './incident-filters.tsx'
import { IncidentTableRows } from './incident-table-rows.tsx'
import { type IncidentFilter, type IncidentSummary, incidentsQuery } from './incidents.api.ts'

/** The list of incidents: the same filters as the map, as many rows as there are. */
export function IncidentTable() {
  const t = useMessages('incidents')
  const ui = useMessages('ui')
  const beside = useMessagesBeside('incidents')
  const filter = useView(filterOfView)
  const heading = useId()
  const title = useRef<HTMLHeadingElement>(null)
  useArrival(title)
  return (
    <section className="table-panel" aria-labelledby={heading}>
      <header className="table-top">
        <h2 id={heading} ref={title} tabIndex={-1}>
          <Both main={t.incidents} beside={beside.incidents} />
        </h2>
        <HowMany filter={filter} />
        <IncidentChips />
        <span className="table-close">
          <ExportMenu filter={filter} />
          <IconButton icon={X} label={ui.close} onPress={() => setView({ panel: undefined })} />
        </span>
      </header>
      <InboxTabs />
      <IncidentFilters />
      <Rows key={JSON.stringify(filter)} filter={filter} />
    </section>
  )
}

function Rows({ filter }: { filter: IncidentFilter }) {
  const t = useMessages('incidents')
  const filtered = useView(view => activeFilters(view).length > 0)
  const pages = useInfiniteQuery(incidentsQuery(filter))
  const { data: session } = useQuery(sessionQuery)
  const [picked, setPicked] = useState<readonly IncidentSummary[]>([])
  const incidents = useMemo(() => pages.data?.pages.flatMap(page => page.incidents) ?? [], [pages.data])
  if (pages.data === undefined)
    return pages.error === null ? (
      <Skeleton rows={10} />
    ) : (
      <ErrorState error={pages.error} onRetry={pages.refetch} />
    )
  // what was picked may have left the list by what was done to it: then its results are still being read
  if (incidents.length === 0 && picked.length === 0)
    return (
      <EmptyState
        icon={SearchX}
        title={filtered ? t.none : t.noneOpen}
        {...(filtered ? { hint: t.noneHint } : {})}
      >
        <Button onPress={() => setView(filtered ? noFilters : { status: 'all' })}>
          {filtered ? t.clearFilters : t.statusAll}
        </Button>
      </EmptyState>
    )
  return (
    <>
      {picked.length > 0 && <BulkBar selected={picked} onClear={() => setPicked([])} />}
      <IncidentTableRows
        incidents={incidents}
        picked={picked}
        onPick={movesCases(session?.role ?? 'visitor') ? setPicked : undefined}
        isLoading={pages.isFetchingNextPage}
        onMore={() => {
          if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage()
        }}
      />
      {pages.isFetchNextPageError && <ErrorState error={pages.error} onRetry={pages.fetchNextPage} />}
    </>
  )
}

/** How many there are: counted by the heat, which has the same filters, while the list is still arriving. */
function HowMany({ filter }: { filter: IncidentFilter }) {
  const t = useMessages('incidents')
  const locale = useLocale()
  const { data: pages, hasNextPage } = useInfiniteQuery(incidentsQuery(filter))
  const { data: heat } = useQuery({ ...heatQuery(filter, 0), enabled: hasNextPage })
  if (pages === undefined) return null
  const loaded = pages.pages.reduce((n, page) => n + page.incidents.length, 0)
  const total = hasNextPage ? heat?.total : loaded
  return (
    <p className="quiet" role="status">
      {total !== undefined && t.allLoaded(formatCount(total, locale))}
      <span className="table-order"> · {t.newestFirst}</span>
    </p>
  )
}
