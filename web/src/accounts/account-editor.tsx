import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { SecretOnce } from '../access/secret-once.tsx'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { Fact, Facts } from '../ui/panel.tsx'
import { Notice } from '../ui/states.tsx'
import { AccountActions } from './account-actions.tsx'
import { AccountForm } from './account-form.tsx'
import { type Account, accountsKey, changeAccount, createAccount, type Invitation } from './accounts.api.ts'

interface Props {
  /** Null: a new one. */
  account: Account | null
  mayChange: boolean
  identityServer: string | null
}

/** One account: what it stands on, and what an administrator may do about it. */
export function AccountEditor({ account, mayChange, identityServer }: Props) {
  const t = useMessages('accounts')
  const queries = useQueryClient()
  const [known, setKnown] = useState(account)
  const [invitation, setInvitation] = useState<Invitation | null>(null)
  const told = () => queries.invalidateQueries({ queryKey: accountsKey })
  const create = useMutation({
    mutationFn: createAccount,
    onSuccess: made => {
      setInvitation(made)
      return told()
    },
  })
  const change = useMutation({
    mutationFn: ({ id, ...input }: Parameters<typeof changeAccount>[1] & { id: number }) =>
      changeAccount(id, input),
    onSuccess: changed => {
      setKnown(changed)
      return told()
    },
  })
  if (invitation !== null)
    return <SecretOnce label={invitation.account} hint={t.invitationHint} secret={linkOf(invitation.code)} />
  const isFixed = !mayChange || known?.demo === true
  return (
    <div className="account-editor">
      {known !== null && <About account={known} />}
      {known?.demo && (
        <Notice tone="quiet">
          <p>{t.demoStays}</p>
        </Notice>
      )}
      {change.data !== undefined && !change.isPending && change.error === null && (
        <Notice tone="success">
          <p>{t.saved}</p>
        </Notice>
      )}
      {!isFixed && (
        <AccountForm
          account={known}
          identityServer={identityServer}
          isPending={create.isPending || change.isPending}
          error={create.error ?? change.error}
          onSubmit={input => {
            const { account: name, disabled, ...place } = input
            if (known === null) create.mutate({ account: name, ...place })
            else change.mutate({ id: known.id, disabled, ...place })
          }}
        />
      )}
      {!isFixed && known !== null && <AccountActions account={known} onInvited={setInvitation} />}
    </div>
  )
}

function About({ account }: { account: Account }) {
  const t = useMessages('accounts')
  const { roles } = useMessages('access')
  const words = useCityWords()
  const { person } = account
  return (
    <>
      <h3 className="account-title">
        {words.say(account.name)} <span className="code quiet">{account.account}</span>
      </h3>
      <Facts>
        <Fact name={t.role}>{roles[account.role]}</Fact>
        <Fact name={t.state}>{t.states[account.state]}</Fact>
        {account.grid !== null && (
          <Fact name={t.grid}>
            <span className="code">{account.grid}</span>
          </Fact>
        )}
        {person !== null && (
          <Fact name={t.person}>
            {person.name} {person.until === null ? t.noEnd : t.heldUntil(person.until)}
          </Fact>
        )}
        <Fact name={t.openSessions}>{account.openSessions}</Fact>
      </Facts>
    </>
  )
}

/** The code stands behind the `#`, which browsers send to nobody. */
function linkOf(code: string): string {
  return `${window.location.origin}/#invitation=${code}`
}
