import '../access/account.css'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { signIn } from '../access/access.api.ts'
import { useNewPassword } from '../access/new-password.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/states.tsx'
import { history, setView } from '../view.ts'
import { acceptInvitation } from './accounts.api.ts'

/** Opens by the link of an invitation: its owner chooses a password and is signed in with it. */
export function InvitationDialog() {
  const t = useMessages('accounts')
  const [code, setCode] = useState(invitationOf)
  const queries = useQueryClient()
  const chosen = useNewPassword()
  const close = () => {
    history.replace(`${history.location.pathname}${history.location.search}`)
    setCode(null)
  }
  const enter = useMutation({
    ...signIn,
    onSettled: () => {
      close()
      return queries.resetQueries()
    },
    onError: () => setView({ dialog: 'sign-in' }, 'replace'),
  })
  const accept = useMutation({
    mutationFn: acceptInvitation,
    onSuccess: ({ account }, { password }) => enter.mutate({ account, password }),
  })
  if (code === null) return null
  return (
    <Dialog title={t.invitation} isOpen onClose={close}>
      <Form
        className="steps"
        validationBehavior="aria"
        onSubmit={event => {
          event.preventDefault()
          if (chosen.password !== null) accept.mutate({ code, password: chosen.password })
        }}
      >
        <p className="quiet">{t.invitationWelcome}</p>
        {chosen.fields}
        {accept.error !== null && <ErrorNotice error={accept.error} />}
        <Button type="submit" look="primary" isPending={accept.isPending || enter.isPending}>
          {t.choosePassword}
        </Button>
      </Form>
    </Dialog>
  )
}

function invitationOf(): string | null {
  return new URLSearchParams(history.location.hash.replace(/^#/, '')).get('invitation')
}
