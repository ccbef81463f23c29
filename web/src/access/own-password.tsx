import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Section } from '../ui/panel.tsx'
import { ErrorNotice, Notice } from '../ui/states.tsx'
import { changePassword, ownKey } from './access.api.ts'
import { useNewPassword } from './new-password.tsx'

/** Opens on a press: most people come for something else. */
export function OwnPassword({ account }: { account: string }) {
  const t = useMessages('access')
  const beside = useMessagesBeside('access')
  const [isOpen, setOpen] = useState(false)
  const [isDone, setDone] = useState(false)
  return (
    <Section
      title={t.password}
      beside={beside.password}
      aside={!isOpen && <Button onPress={() => setOpen(true)}>{t.changePassword}</Button>}
    >
      {isDone && (
        <Notice tone="success">
          <p>{t.passwordChanged}</p>
        </Notice>
      )}
      {isOpen && (
        <PasswordForm
          account={account}
          onDone={() => {
            setOpen(false)
            setDone(true)
          }}
        />
      )}
    </Section>
  )
}

function PasswordForm({ account, onDone }: { account: string; onDone: () => void }) {
  const t = useMessages('access')
  const queries = useQueryClient()
  const [current, setCurrent] = useState('')
  const chosen = useNewPassword()
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      onDone()
      return queries.invalidateQueries({ queryKey: ownKey })
    },
  })
  return (
    <Form
      className="steps"
      validationBehavior="aria"
      onSubmit={event => {
        event.preventDefault()
        if (current !== '' && chosen.password !== null) change.mutate({ current, password: chosen.password })
      }}
    >
      {/* password managers want to know whose it is */}
      <input type="text" autoComplete="username" defaultValue={account} hidden readOnly />
      <Field
        label={t.currentPassword}
        type="password"
        autoComplete="current-password"
        autoFocus
        isRequired
        maxLength={256}
        value={current}
        onChange={setCurrent}
      />
      {chosen.fields}
      {change.error !== null && <ErrorNotice error={change.error} />}
      <Button type="submit" look="primary" isPending={change.isPending}>
        {t.changePassword}
      </Button>
    </Form>
  )
}
