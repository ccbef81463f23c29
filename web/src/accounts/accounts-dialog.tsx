import '../access/account.css'
import './accounts.css'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { sessionQuery } from '../access/access.api.ts'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { setView } from '../view.ts'
import { AccountEditor } from './account-editor.tsx'
import { AccountList } from './account-list.tsx'
import type { Account } from './accounts.api.ts'

/** Who may sign in. An auditor reads, an administrator changes. */
export function AccountsDialog() {
  const t = useMessages('accounts')
  const { data: session } = useQuery(sessionQuery)
  const [shown, setShown] = useState<Account | 'new' | null>(null)
  const mayChange = session?.role === 'administrator'
  return (
    <Dialog title={t.accounts} width="wide" isOpen onClose={() => setView({ dialog: undefined }, 'replace')}>
      {shown === null ? (
        <AccountList
          onChoose={setShown}
          action={
            mayChange && (
              <Button look="primary" icon={UserPlus} onPress={() => setShown('new')}>
                {t.newAccount}
              </Button>
            )
          }
        />
      ) : (
        <>
          <Button look="quiet" icon={ArrowLeft} onPress={() => setShown(null)}>
            {t.back}
          </Button>
          <AccountEditor
            key={shown === 'new' ? 'new' : shown.id}
            account={shown === 'new' ? null : shown}
            mayChange={mayChange}
            identityServer={session?.identityServer ?? null}
          />
        </>
      )}
    </Dialog>
  )
}
