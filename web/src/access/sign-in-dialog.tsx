import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Section } from '../ui/panel.tsx'
import { ErrorNotice } from '../ui/states.tsx'
import { setView, useView } from '../view.ts'
import { demoAccountsQuery, signIn } from './access.api.ts'

export function SignInDialog() {
  const t = useMessages('access')
  const isOpen = useView(view => view.dialog) === 'sign-in'
  return (
    <Dialog title={t.signIn} isOpen={isOpen} onClose={close}>
      <SignInForm />
    </Dialog>
  )
}

function close(): void {
  setView({ dialog: undefined }, 'replace')
}

function SignInForm() {
  const t = useMessages('access')
  const { city } = useCityWords()
  const queries = useQueryClient()
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const enter = useMutation({
    ...signIn,
    onSuccess: () => {
      close()
      return queries.resetQueries()
    },
  })
  return (
    <Form
      className="sign-in"
      validationBehavior="aria"
      onSubmit={event => {
        event.preventDefault()
        if (account !== '' && password !== '') enter.mutate({ account, password })
      }}
    >
      <p className="quiet">{t.visitorHint}</p>
      <Field
        label={t.account}
        autoComplete="username"
        autoFocus
        isRequired
        maxLength={80}
        value={account}
        onChange={setAccount}
      />
      <Field
        label={t.password}
        type="password"
        autoComplete="current-password"
        isRequired
        maxLength={256}
        value={password}
        onChange={setPassword}
      />
      {enter.error !== null && <ErrorNotice error={enter.error} />}
      <Button type="submit" look="primary" isPending={enter.isPending}>
        {enter.isPending ? t.signingIn : t.signIn}
      </Button>
      {city?.demo === true && (
        <Accounts
          onChoose={(chosen, itsPassword) => {
            setAccount(chosen)
            setPassword(itsPassword)
            enter.reset()
          }}
        />
      )}
    </Form>
  )
}

/** The demo city's accounts: choosing one fills it in. */
function Accounts({ onChoose }: { onChoose: (account: string, password: string) => void }) {
  const t = useMessages('access')
  const beside = useMessagesBeside('access')
  const words = useCityWords()
  const { data } = useQuery(demoAccountsQuery)
  if (data === undefined || data.accounts.length === 0) return null
  return (
    <Section title={t.demoAccounts} beside={beside.demoAccounts}>
      <p className="quiet">{t.demoHint}</p>
      <ul className="demo-accounts">
        {data.accounts.map(one => (
          <li key={one.account}>
            <button type="button" className="row" onClick={() => onChoose(one.account, one.password)}>
              <span title={t.roles[one.role]}>{words.say(one.name)}</span>
              <span className="code quiet">{one.account}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
