import { useQuery } from '@tanstack/react-query'
import { useCityWords } from '../city/city-words.ts'
import { formatArea } from '../i18n/format.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Section } from '../ui/panel.tsx'
import { ErrorState, Skeleton } from '../ui/states.tsx'
import { type Lineage, lineageQuery } from '../versions/versions.api.ts'
import { select } from '../view.ts'

/** 沿革: what the grid was called, from whom its ground came and to whom it went. */
export function GridLineage({ code }: { code: string }) {
  const t = useMessages('versions')
  const beside = useMessagesBeside('versions')
  const { data, error, refetch } = useQuery(lineageQuery(code))
  return (
    <Section title={t.lineage} beside={beside.lineage}>
      {data !== undefined ? (
        <Told lineage={data} />
      ) : error === null ? (
        <Skeleton rows={2} />
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
    </Section>
  )
}

function Told({ lineage: { code, records, changes } }: { lineage: Lineage }) {
  const t = useMessages('versions')
  const words = useCityWords()
  const [first] = records
  const last = records.at(-1)
  if (changes.length === 0 && records.length <= 1 && last?.until == null)
    return <p className="quiet">{t.unchanged(`${first?.from ?? 1}`)}</p>
  return (
    <ol className="lineage">
      {last?.until != null && <li>{t.ended(`${last.until}`)}</li>}
      {changes.map(({ version, from, to }) => (
        <li key={version}>
          <p className="lineage-version">{t.version(`${version}`)}</p>
          <Parties title={t.cameFrom} parties={from} own={code} />
          <Parties title={t.wentTo} parties={to} own={code} />
        </li>
      ))}
      {records.length > 1 && (
        <li>
          <p className="lineage-version">{t.calledThen}</p>
          <ul>
            {records.map(record => (
              <li key={record.from}>
                {words.say(record.name)} <span className="code">{record.code}</span>{' '}
                <span className="quiet">
                  {record.until === null
                    ? t.since(`${record.from}`)
                    : t.between(`${record.from}`, `${record.until}`)}
                  {record.parent !== null && ` · ${t.below(record.parent)}`}
                </span>
              </li>
            ))}
          </ul>
        </li>
      )}
    </ol>
  )
}

interface PartiesProps {
  title: string
  parties: Lineage['changes'][number]['from']
  own: string
}

function Parties({ title, parties, own }: PartiesProps) {
  const t = useMessages('versions')
  const words = useCityWords()
  // all that it kept is no news
  if (parties.every(party => party.code === own)) return null
  return (
    <dl className="lineage-parties">
      <dt>{title}</dt>
      {parties.map(party => (
        <dd key={party.code}>
          {party.code === own ? (
            t.itself
          ) : (
            <button type="button" className="link" onClick={() => select({ grid: party.code })}>
              {words.say(party.name)}
            </button>
          )}{' '}
          <span className="quiet">
            {formatArea(party.squareMeters, words.locale)} · {t.share(percentOf(party.share))}
          </span>
        </dd>
      ))}
    </dl>
  )
}

function percentOf(share: number): string {
  const percent = share * 100
  if (percent >= 99.95) return '100'
  return percent < 0.1 ? '<0.1' : percent.toFixed(1)
}
