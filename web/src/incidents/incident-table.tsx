import './incident-table.css'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { useMemo } from 'react'
import { heatQuery } from '../heat/heat.api.ts'
import { formatCount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { setView, useView } from '../view.ts'
import { activeFilters, filterOfView, noFilters } from './incident-filter.ts'
import { IncidentFilters } from './incident-filters.tsx'
import { IncidentTableRows } from './incident-table-rows.tsx'
import { type IncidentFilter, incidentsQuery } from './incidents.api.ts'

/** The list of incidents: the same filters as the map, as many rows as there are. */
export function IncidentTable() {
  const t = useMessages('incidents')
  const beside = useMessagesBeside('incidents')
  const filter = useView(filterOfView)
  return (
    <Panel title={t.incidents} under={beside.incidents} onClose={() => setView({ panel: undefined })}>
      <div className="table-panel">
        <IncidentFilters />
        <Rows filter={filter} />
      </div>
    </Panel>
  )
}

function Rows({ filter }: { filter: IncidentFilter }) {
  const t = useMessages('incidents')
  const filtered = useView(view => activeFilters(view).length > 0)
  const pages = useInfiniteQuery(incidentsQuery(filter))
  const incidents = useMemo(() => pages.data?.pages.flatMap(page => page.incidents) ?? [], [pages.data])
  if (pages.data === undefined)
    return pages.error === null ? (
      <Skeleton rows={10} />
    ) : (
      <ErrorState error={pages.error} onRetry={pages.refetch} />
    )
  if (incidents.length === 0)
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
      <HowMany filter={filter} loaded={incidents.length} complete={!pages.hasNextPage} />
      <IncidentTableRows
        incidents={incidents}
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
function HowMany({
  filter,
  loaded,
  complete,
}: {
  filter: IncidentFilter
  loaded: number
  complete: boolean
}) {
  const t = useMessages('incidents')
  const locale = useLocale()
  const { data } = useQuery({ ...heatQuery(filter, 0), enabled: !complete })
  const total = complete ? loaded : data?.total
  return (
    <p className="quiet table-count" role="status">
      {total !== undefined && t.allLoaded(formatCount(total, locale))}
      {!complete && ` · ${t.loaded(formatCount(loaded, locale))}`}
      {' · '}
      {t.newestFirst}
    </p>
  )
}
