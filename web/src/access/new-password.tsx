import { type ReactNode, useState } from 'react'
import { useMessages } from '../i18n/messages.ts'
import { Field } from '../ui/field.tsx'

/** The server judges as well; this much can be said while it is typed. */
const shortest = 12

/** A new password, typed twice. `password`: null until both are there and alike. */
export function useNewPassword(): { password: string | null; fields: ReactNode } {
  const t = useMessages('access')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const isDifferent = again.length >= password.length && again !== '' && again !== password
  const about = { type: 'password', autoComplete: 'new-password', isRequired: true, maxLength: 256 } as const
  return {
    password: password !== '' && password === again ? password : null,
    fields: (
      <>
        <Field
          {...about}
          label={t.newPassword}
          hint={t.newPasswordHint(shortest)}
          value={password}
          onChange={setPassword}
        />
        <Field
          {...about}
          label={t.newPasswordAgain}
          error={isDifferent ? t.passwordsDiffer : undefined}
          value={again}
          onChange={setAgain}
        />
      </>
    ),
  }
}
