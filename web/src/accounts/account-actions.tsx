import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice, Notice } from '../ui/states.tsx'
import {
  type Account,
  accountsKey,
  endSessions,
  type Invitation,
  inviteAgain,
  removeFactor,
} from './accounts.api.ts'

/** What helps somebody who lost a password, a telephone or a machine. */
export function AccountActions({
  account,
  onInvited,
}: {
  account: Account
  onInvited: (invitation: Invitation) => void
}) {
  const t = useMessages('accounts')
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: accountsKey })
  const invite = useMutation({
    mutationFn: inviteAgain,
    onSuccess: made => {
      onInvited(made)
      return onSuccess()
    },
  })
  const end = useMutation({ mutationFn: endSessions, onSuccess })
  const remove = useMutation({ mutationFn: removeFactor, onSuccess })
  const error = invite.error ?? end.error ?? remove.error
  return (
    <div className="account-actions">
      <p className="quiet">{t.resetHint}</p>
      <div className="wrap">
        <Button isPending={invite.isPending} onPress={() => invite.mutate(account.id)}>
          {account.state === 'invited' ? t.inviteAgain : t.reset}
        </Button>
        {account.openSessions > 0 && (
          <Button isPending={end.isPending} onPress={() => end.mutate(account.id)}>
            {t.endSessions}
          </Button>
        )}
        {account.secondFactor && (
          <Button isPending={remove.isPending} onPress={() => remove.mutate(account.id)}>
            {t.removeFactor}
          </Button>
        )}
      </div>
      {(end.data ?? remove.data) !== undefined && error === null && (
        <Notice tone="success">
          <p>{t.done}</p>
        </Notice>
      )}
      {error !== null && <ErrorNotice error={error} />}
    </div>
  )
}
