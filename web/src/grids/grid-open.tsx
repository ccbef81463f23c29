import { useQuery } from '@tanstack/react-query'
import { List } from 'lucide-react'
import { formatCount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { IncidentRows } from '../incidents/incident-rows.tsx'
import { type IncidentStatus, newestIncidentsQuery } from '../incidents/incidents.api.ts'
import { stageOf } from '../incidents/stage.ts'
import { StatusLight } from '../incidents/status-light.tsx'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/panel.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { setView, useView } from '../view.ts'
import type { GridDetail } from './grids.api.ts'

const newest = 5

/** What is open in a grid and below it: how much of each status, the newest few, and the way to the whole list. */
export function GridOpen({ grid }: { grid: GridDetail }) {
  const t = useMessages('grids')
  const beside = useMessagesBeside('grids')
  const locale = useLocale()
  const at = useView(view => view.at)
  const filter = { at, grid: grid.code, status: 'open' }
  const { data, error, refetch } = useQuery(newestIncidentsQuery(filter, newest))
  return (
    <Section
      title={t.open}
      beside={beside.open}
      aside={
        grid.openIncidents > 0 && (
          <Button
            look="quiet"
            icon={List}
            onPress={() => setView({ panel: 'incidents', within: grid.code, status: 'open' })}
          >
            {t.seeAllOpen}
          </Button>
        )
      }
    >
      {grid.openIncidents > 0 && (
        <ul className="wrap-loose by-status">
          {statusesOf(grid).map(([status, count]) => (
            <li key={status}>
              <StatusLight status={status} /> {formatCount(count, locale)}
            </li>
          ))}
        </ul>
      )}
      {data !== undefined ? (
        data.incidents.length > 0 ? (
          <IncidentRows incidents={data.incidents} />
        ) : (
          <EmptyState title={t.noOpen} hint={t.noOpenHint} />
        )
      ) : error === null ? (
        <Skeleton rows={3} />
      ) : (
        <ErrorState error={error} onRetry={refetch} />
      )}
    </Section>
  )
}

/** In the order of the life cycle, without those that are empty or unknown here. */
function statusesOf(grid: GridDetail): [IncidentStatus, number][] {
  return (Object.keys(stageOf) as IncidentStatus[])
    .map((status): [IncidentStatus, number] => [status, grid.openByStatus[status] ?? 0])
    .filter(([, count]) => count > 0)
}
