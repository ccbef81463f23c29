import './sign-in.css'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Form } from 'react-aria-components'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { asFailure, ErrorNotice } from '../ui/states.tsx'
import { type Session, signIn } from './access.api.ts'

interface Options {
  /** Filled in already. */
  account?: string
  takesFocus?: boolean
  onEntered: (session: Session) => unknown
}

interface SignInForm {
  form: ReactNode
  /** The password was right, and the account asks for a one-time code. */
  asksForCode: boolean
  /** Nothing has been tried, or nothing since something was chosen. */
  isFresh: boolean
  /** Fills an account in. */
  choose: (account: string, password: string) => void
}

/** Account and password, and the one-time code where the account asks for one. */
export function useSignIn({ account: start = '', takesFocus = false, onEntered }: Options): SignInForm {
  const t = useMessages('access')
  const [account, setAccount] = useState(start)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const enter = useMutation({ ...signIn, onSuccess: onEntered, onError: () => setCode('') })
  const failure = enter.error === null ? null : asFailure(enter.error).code
  const asksForCode = failure === 'second-factor-required' || failure === 'bad-second-factor'
  const form = (
    <Form
      className="sign-in"
      validationBehavior="aria"
      onSubmit={event => {
        event.preventDefault()
        if (account === '' || password === '' || (asksForCode && code === '')) return
        enter.mutate(code === '' ? { account, password } : { account, password, code })
      }}
    >
      <Field
        label={t.account}
        autoComplete="username"
        autoFocus={takesFocus}
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
      {enter.error !== null && failure !== 'second-factor-required' && <ErrorNotice error={enter.error} />}
      <Button type="submit" look="primary" isPending={enter.isPending}>
        {enter.isPending ? t.signingIn : t.signIn}
      </Button>
    </Form>
  )
  return {
    form,
    asksForCode,
    isFresh: enter.error === null,
    choose(chosen, itsPassword) {
      setAccount(chosen)
      setPassword(itsPassword)
      enter.reset()
    },
  }
}
