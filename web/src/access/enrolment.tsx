import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { ErrorNotice } from '../ui/states.tsx'
import { beginSecondFactor, confirmFirstCode } from './access.api.ts'
import { QrPicture } from './qr-picture.tsx'
import { SecretOnce } from './secret-once.tsx'

/** One-time codes in three steps: the password, the picture and its first code, the recovery codes. */
export function Enrolment({ onDone }: { onDone: () => void }) {
  const t = useMessages('access')
  const begin = useMutation({ mutationFn: beginSecondFactor })
  const confirm = useMutation({ mutationFn: confirmFirstCode })
  if (confirm.data !== undefined)
    return (
      <div className="steps">
        <SecretOnce
          label={t.recoveryCodes}
          hint={t.recoveryCodesHint}
          secret={confirm.data.codes.join('\n')}
        />
        <Button look="primary" onPress={onDone}>
          {t.recoveryCodesKept}
        </Button>
      </div>
    )
  if (begin.data === undefined)
    return (
      <OneField
        key="password"
        label={t.password}
        hint={t.passwordAgain}
        type="password"
        autoComplete="current-password"
        action={t.continue}
        isPending={begin.isPending}
        error={begin.error}
        onSubmit={password => begin.mutate(password)}
      />
    )
  return (
    <div className="steps">
      <p className="quiet">{t.scanHint}</p>
      <QrPicture text={begin.data.uri} label={t.scan} />
      <p className="quiet">{t.typeSecret}</p>
      <output className="secret-text code">{begin.data.secret.match(/.{1,4}/g)?.join(' ')}</output>
      <OneField
        key="code"
        label={t.code}
        autoComplete="one-time-code"
        inputMode="numeric"
        action={t.confirm}
        isPending={confirm.isPending}
        error={confirm.error}
        onSubmit={code => confirm.mutate(code)}
      />
    </div>
  )
}

interface OneFieldProps {
  label: string
  hint?: string
  type?: 'password' | 'text'
  inputMode?: 'numeric' | 'text'
  autoComplete: string
  action: string
  isPending: boolean
  error: Error | null
  onSubmit: (value: string) => void
}

/** A form of one field. */
export function OneField({ action, isPending, error, onSubmit, ...field }: OneFieldProps) {
  const [value, setValue] = useState('')
  return (
    <Form
      className="steps"
      validationBehavior="aria"
      onSubmit={event => {
        event.preventDefault()
        if (value !== '' && !isPending) onSubmit(value)
      }}
    >
      <Field {...field} autoFocus isRequired maxLength={256} value={value} onChange={setValue} />
      {error !== null && <ErrorNotice error={error} />}
      <Button type="submit" look="primary" isPending={isPending}>
        {action}
      </Button>
    </Form>
  )
}
