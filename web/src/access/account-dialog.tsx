import './account.css'
import { useQuery } from '@tanstack/react-query'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/states.tsx'
import { setView } from '../view.ts'
import { demoAccountsQuery, sessionQuery } from './access.api.ts'
import { OwnPassword } from './own-password.tsx'
import { OwnSecondFactor } from './own-second-factor.tsx'
import { OwnSessions } from './own-sessions.tsx'
import { OwnTokens } from './own-tokens.tsx'

/** What somebody may see and change of their own account. */
export function AccountDialog() {
  const t = useMessages('access')
  const { data: session } = useQuery(sessionQuery)
  const { city } = useCityWords()
  const { data: demo } = useQuery({ ...demoAccountsQuery, enabled: city?.demo === true })
  const close = () => setView({ dialog: undefined }, 'replace')
  if (session === undefined || session.account === null) return null
  const isDemo = demo?.accounts.some(({ account }) => account === session.account) ?? false
  const isPerson = session.means === 'password' || session.means === 'identity'
  return (
    <Dialog title={t.myAccount} width="wide" isOpen onClose={close}>
      <p className="account-who">
        <strong>{session.name}</strong>
        <span className="code quiet">{session.account}</span>
        <span className="quiet">{t.roles[session.role]}</span>
      </p>
      {isDemo && (
        <Notice tone="quiet">
          <p>{t.demoStays}</p>
        </Notice>
      )}
      {isPerson && (
        <>
          {!isDemo && session.means === 'password' && <OwnPassword account={session.account} />}
          {!isDemo && session.means === 'password' && <OwnSecondFactor />}
          <OwnSessions />
          <OwnTokens />
        </>
      )}
    </Dialog>
  )
}
