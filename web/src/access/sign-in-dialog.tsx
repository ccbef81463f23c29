import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Section } from '../ui/panel.tsx'
import { asFailure, ErrorNotice, Notice } from '../ui/states.tsx'
import { setView, useView } from '../view.ts'
import { askIdentityServer, demoAccountsQuery, sessionQuery, signIn } from './access.api.ts'
import { arrivalFailureKey, leaveFor } from './arrival.ts'

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
  const [code, setCode] = useState('')
  const { data: arrivalFailure } = useQuery<unknown>({ queryKey: arrivalFailureKey, enabled: false })
  const enter = useMutation({
    ...signIn,
    onSuccess: () => {
      close()
      return queries.resetQueries()
    },
    onError: () => setCode(''),
  })
  const asksForCode = enter.error !== null && codeFailures.has(asFailure(enter.error).code)
  const isFirstQuestion = asksForCode && asFailure(enter.error).code === 'second-factor-required'
  return (
    <Form
      className="sign-in"
      validationBehavior="aria"
      onSubmit={event => {
        event.preventDefault()
        if (account === '' || password === '' || (asksForCode && code === '')) return
        enter.mutate(code === '' ? { account, password } : { account, password, code })
      }}
    >
      {!asksForCode && <p className="quiet">{t.visitorHint}</p>}
      {arrivalFailure !== undefined && enter.error === null && <ErrorNotice error={arrivalFailure} />}
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
      {asksForCode && (
        <Field
          label={t.code}
          hint={t.codeHint}
          autoComplete="one-time-code"
          autoFocus
          isRequired
          maxLength={40}
          value={code}
          onChange={setCode}
        />
      )}
      {enter.error !== null && !isFirstQuestion && <ErrorNotice error={enter.error} />}
      <Button type="submit" look="primary" isPending={enter.isPending}>
        {enter.isPending ? t.signingIn : t.signIn}
      </Button>
      <IdentityServer />
      {city?.demo === true && !asksForCode && (
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

const codeFailures: ReadonlySet<string> = new Set(['second-factor-required', 'bad-second-factor'])

/** The city's own identity server, where it has one. */
function IdentityServer() {
  const t = useMessages('access')
  const { data: session } = useQuery(sessionQuery)
  const ask = useMutation({ ...askIdentityServer, onSuccess: ({ url }) => leaveFor(url) })
  const name = session?.identityServer ?? null
  if (name === null) return null
  return (
    <>
      <Button icon={KeyRound} isPending={ask.isPending} onPress={() => ask.mutate()}>
        {t.signInBy(name)}
      </Button>
      {ask.error !== null && <ErrorNotice error={ask.error} />}
    </>
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
      {isElsewhere && (
        <Notice tone="warning">
          <p>{t.demoOpen}</p>
        </Notice>
      )}
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

/** The page is reached over a network: so may everybody else who knows the published passwords. */
const isElsewhere = !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(window.location.hostname)
