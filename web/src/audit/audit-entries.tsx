import { useInfiniteQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { CityTime } from '../city/city-time.tsx'
import { formatCount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { select, setView } from '../view.ts'
import { type AuditEntry, type AuditFilter, auditQuery, noAuditFilters } from './audit.api.ts'

/** The entries of a filter, newest first, a page more at a press: reading on is an entry too. */
export function AuditEntries({ filter }: { filter: AuditFilter }) {
  const t = useMessages('audit')
  const pages = useInfiniteQuery(auditQuery(filter))
  if (pages.data === undefined)
    return pages.error === null ? (
      <Skeleton rows={8} />
    ) : (
      <ErrorState error={pages.error} onRetry={pages.refetch} />
    )
  const entries = pages.data.pages.flatMap(page => page.entries)
  if (entries.length === 0)
    return (
      <EmptyState icon={SearchX} title={t.none} hint={t.noneHint}>
        <Button onPress={() => setView(noAuditFilters)}>{t.clear}</Button>
      </EmptyState>
    )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section className="audit-entries" aria-label={t.audit} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {(['at', 'actor', 'verb', 'subject', 'data', 'address', 'seq'] as const).map(column => (
              <th key={column} scope="col" data-column={column}>
                {t.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map(entry => (
            <Entry key={entry.seq} entry={entry} />
          ))}
        </tbody>
      </table>
      {pages.hasNextPage && (
        <Button look="quiet" isDisabled={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>
          {t.more}
        </Button>
      )}
      {pages.isFetchNextPageError && <ErrorState error={pages.error} onRetry={pages.fetchNextPage} />}
    </section>
  )
}

function Entry({ entry }: { entry: AuditEntry }) {
  const t = useMessages('audit')
  const roles = useMessages('access').roles
  const locale = useLocale()
  const { actor, role } = entry
  return (
    <tr>
      <td data-column="at">
        <CityTime instant={entry.at} exact />
      </td>
      <td data-column="actor">
        {actor ?? <span className="quiet">{entry.address === null ? t.system : t.nobody}</span>}
        {actor !== null && isRole(roles, role) && <span className="quiet"> {roles[role]}</span>}
      </td>
      <td data-column="verb">
        <span title={entry.verb}>{useVerbText(entry.verb)}</span>
      </td>
      <td data-column="subject">
        <Subject subject={entry.subject} />
      </td>
      <td data-column="data">
        <Details data={entry.data} />
      </td>
      <td data-column="address">{entry.address}</td>
      <td data-column="seq" title={entry.hash}>
        {formatCount(entry.seq, locale)}
      </td>
    </tr>
  )
}

/** In words; a verb of a newer server stays a code. */
function useVerbText(verb: string): string {
  const words: Readonly<Record<string, string>> = useMessages('audit').verbs
  const moves: Readonly<Record<string, string>> = useMessages('moves').verbs
  return verb.startsWith('case.') ? (moves[verb.slice(5)] ?? verb) : (words[verb] ?? verb)
}

function isRole<R extends object>(roles: R, role: string | null): role is keyof R & string {
  return role !== null && role in roles
}

/** A case can be opened; anything else is its code. */
function Subject({ subject }: { subject: string | null }) {
  const t = useMessages('audit')
  const id = /^incident\/(\d+)$/.exec(subject ?? '')?.[1]
  if (id === undefined) return <code>{subject}</code>
  return (
    <button
      type="button"
      className="audit-case"
      aria-label={t.openCase(id)}
      onClick={() => select({ incident: Number(id) })}
    >
      <code>{subject}</code>
    </button>
  )
}

function Details({ data }: { data: AuditEntry['data'] }) {
  const text = Object.entries(data)
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ')
  return <span title={text}>{text}</span>
}
