import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Combine, Split } from 'lucide-react'
import { useCityWords } from '../city/city-words.ts'
import { gridsKey } from '../grids/grids.api.ts'
import { heatKey } from '../heat/heat.api.ts'
import { formatCount } from '../i18n/format.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { type Incident, incidentsKey } from '../incidents/incidents.api.ts'
import { moveCase } from '../moves/moves.api.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Section } from '../ui/panel.tsx'
import { ErrorNotice } from '../ui/states.tsx'
import { CaseLine } from './case-line.tsx'
import { caseDuplicatesQuery } from './duplicates.api.ts'
import { JoinByNumber } from './join-by-number.tsx'
import { joinOf } from './join-direction.ts'

/** What stands for the case, what it stands for, and what may be the same; nothing where there is none of it. */
export function CaseDuplicates({ incident }: { incident: Incident }) {
  const t = useMessages('duplicates')
  const beside = useMessagesBeside('duplicates')
  const { locale } = useCityWords()
  const { data } = useQuery(caseDuplicatesQuery(incident.id))
  const queries = useQueryClient()
  const move = useMutation({
    ...moveCase,
    // also after a refusal: what the page shows is behind then
    onSettled: () =>
      Promise.all([incidentsKey, heatKey, gridsKey].map(queryKey => queries.invalidateQueries({ queryKey }))),
  })
  if (data === undefined) return null
  const { head, linked, suggestions } = data
  const isBusy = move.isPending
  const mayJoin = head === null && incident.moves.includes('link')
  if (head === null && linked.length === 0 && suggestions.length === 0 && !mayJoin) return null
  return (
    <>
      {(head !== null || linked.length > 0) && (
        <Section
          title={head !== null ? t.head : t.linked(formatCount(incident.linked, locale))}
          beside={head !== null ? beside.head : beside.group}
        >
          {head !== null && <p className="quiet">{incident.open && t.headHint}</p>}
          <ul className="case-lines">
            {head !== null && (
              <CaseLine of={head}>
                {incident.moves.includes('unlink') && (
                  <Button
                    icon={Split}
                    isDisabled={isBusy}
                    onPress={() =>
                      move.mutate({ id: incident.id, verb: 'unlink', input: { rev: incident.rev } })
                    }
                  >
                    {t.separate}
                  </Button>
                )}
              </CaseLine>
            )}
            {linked.map(one => (
              <CaseLine key={one.id} of={one}>
                {one.moves.includes('unlink') && (
                  <IconButton
                    icon={Split}
                    label={t.separateOne(one.number)}
                    isDisabled={isBusy}
                    onPress={() => move.mutate({ id: one.id, verb: 'unlink', input: { rev: one.rev } })}
                  />
                )}
              </CaseLine>
            ))}
          </ul>
        </Section>
      )}
      {suggestions.length > 0 && (
        <Section title={t.maybeSame} beside={beside.maybeSame}>
          <ul className="case-lines">
            {suggestions.map(suggestion => {
              const join = joinOf(incident, suggestion)
              return (
                <CaseLine key={suggestion.id} of={suggestion} why={suggestion.why}>
                  {join !== null && (
                    <Button
                      icon={Combine}
                      isDisabled={isBusy}
                      onPress={() =>
                        move.mutate({ id: join.id, verb: 'link', input: { rev: join.rev, head: join.head } })
                      }
                    >
                      {join.head === incident.id ? t.joinHere : t.joinThere}
                    </Button>
                  )}
                </CaseLine>
              )
            })}
          </ul>
        </Section>
      )}
      {mayJoin && (
        <JoinByNumber
          isBusy={isBusy}
          onJoin={to =>
            move.mutate({ id: incident.id, verb: 'link', input: { rev: incident.rev, head: to } })
          }
        />
      )}
      {move.error !== null && <ErrorNotice error={move.error} />}
    </>
  )
}
