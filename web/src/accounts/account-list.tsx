import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { SearchInput } from '../ui/field.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { useSettled } from '../ui/use-settled.ts'
import { type Account, accountsQuery } from './accounts.api.ts'

interface Props {
  onChoose: (account: Account) => void
  /** Beside the search. */
  action: ReactNode
}

/** Accounts by name, a page at a time. */
export function AccountList({ onChoose, action }: Props) {
  const t = useMessages('accounts')
  const [q, setQ] = useState('')
  const [pages, setPages] = useState<string[]>([''])
  const settled = useSettled(q.trim(), searchAfterMs)
  const after = pages.at(-1) ?? ''
  const { data, error, refetch } = useQuery(
    accountsQuery({ q: settled || undefined, after: after || undefined }),
  )
  return (
    <div className="accounts">
      <div className="accounts-top">
        <SearchInput
          label={t.search}
          value={q}
          onChange={text => {
            setQ(text)
            setPages([''])
          }}
        />
        {action}
      </div>
      {error !== null ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : data === undefined ? (
        <Skeleton rows={8} />
      ) : data.accounts.length === 0 ? (
        <EmptyState title={t.nobody} />
      ) : (
        <ul className="accounts-rows">
          {data.accounts.map(account => (
            <li key={account.id}>
              <Row account={account} onChoose={onChoose} />
            </li>
          ))}
        </ul>
      )}
      <div className="accounts-pages">
        {pages.length > 1 && <Button onPress={() => setPages(pages.slice(0, -1))}>{t.before}</Button>}
        {data?.next != null && (
          <Button onPress={() => setPages([...pages, data.next ?? ''])}>{t.next}</Button>
        )}
      </div>
    </div>
  )
}

const searchAfterMs = 200

function Row({ account, onChoose }: { account: Account; onChoose: (account: Account) => void }) {
  const t = useMessages('accounts')
  const { roles } = useMessages('access')
  const words = useCityWords()
  return (
    <button type="button" className="account-row" onClick={() => onChoose(account)}>
      <span className="account-row-name">
        <span>{words.say(account.name)}</span>
        <span className="code quiet">{account.account}</span>
      </span>
      <span className="quiet">
        {roles[account.role]}
        {account.grid !== null && <span className="code"> {account.grid}</span>}
      </span>
      <span className="wrap">
        {account.demo && <Badge>{t.demo}</Badge>}
        {account.secondFactor && <Badge>{t.secondFactor}</Badge>}
        <Badge tone={toneOf[account.state]}>{t.states[account.state]}</Badge>
      </span>
    </button>
  )
}

const toneOf = {
  active: 'success',
  invited: 'accent',
  'without-post': 'warning',
  disabled: 'quiet',
} as const
