import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CityTime } from '../city/city-time.tsx'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/panel.tsx'
import { ErrorNotice, ErrorState, Skeleton } from '../ui/states.tsx'
import { endSession, ownKey, ownSessionsQuery } from './access.api.ts'

/** Where this account is signed in; any of them can be ended from here. */
export function OwnSessions() {
  const t = useMessages('access')
  const beside = useMessagesBeside('access')
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(ownSessionsQuery)
  const end = useMutation({
    mutationFn: endSession,
    onSettled: () => queries.invalidateQueries({ queryKey: ownKey }),
  })
  if (error !== null) return <ErrorState error={error} onRetry={refetch} />
  return (
    <Section title={t.sessions} beside={beside.sessions}>
      {end.error !== null && <ErrorNotice error={end.error} />}
      {data === undefined ? (
        <Skeleton />
      ) : (
        <ul className="keys">
          {data.sessions.map(one => (
            <li key={one.id}>
              <div>
                <span>
                  {one.address ?? t.unknownAddress}{' '}
                  {one.current ? <Badge tone="accent">{t.thisSession}</Badge> : null}
                </span>
                <span className="quiet">
                  {t.opened} <CityTime instant={one.openedAt} exact /> · {t.used}{' '}
                  <CityTime instant={one.usedAt} />
                </span>
              </div>
              {!one.current && (
                <Button
                  aria-label={`${t.end}: ${one.address ?? t.unknownAddress}`}
                  onPress={() => end.mutate(one.id)}
                >
                  {t.end}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
