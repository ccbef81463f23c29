import './account.css'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { ErrorNotice } from '../ui/states.tsx'
import { setUp, signIn } from './access.api.ts'
import { useNewPassword } from './new-password.tsx'

/** A real city's first start: whoever reads the server's console makes the first administrator. */
export function SetupForm() {
  const t = useMessages('access')
  const queries = useQueryClient()
  const [code, setCode] = useState('')
  const [account, setAccount] = useState('')
  const [name, setName] = useState('')
  const chosen = useNewPassword()
  const enter = useMutation({ ...signIn, onSettled: () => queries.resetQueries() })
  const make = useMutation({
    ...setUp,
    onSuccess: (_, { account, password }) => enter.mutate({ account, password }),
  })
  return (
    <Form
      className="door"
      validationBehavior="aria"
      onSubmit={event => {
        event.preventDefault()
        if (chosen.password !== null) make.mutate({ code, account, name, password: chosen.password })
      }}
    >
      <h1 className="gate-title">{t.setup}</h1>
      <p className="quiet">{t.setupHint}</p>
      <Field
        label={t.setupCode}
        hint={t.setupCodeHint}
        autoFocus
        isRequired
        maxLength={80}
        value={code}
        onChange={setCode}
      />
      <Field
        label={t.account}
        hint={t.accountHint}
        autoComplete="username"
        isRequired
        maxLength={40}
        value={account}
        onChange={setAccount}
      />
      <Field label={t.name} autoComplete="name" isRequired maxLength={60} value={name} onChange={setName} />
      {chosen.fields}
      {make.error !== null && <ErrorNotice error={make.error} />}
      <Button type="submit" look="primary" isPending={make.isPending || enter.isPending}>
        {t.setup}
      </Button>
    </Form>
  )
}
