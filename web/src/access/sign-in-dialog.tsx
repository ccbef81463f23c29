import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useCityWords } from '../city/city-words.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Section } from '../ui/panel.tsx'
import { ErrorNotice, Notice } from '../ui/states.tsx'
import { setView, useView } from '../view.ts'
import { askIdentityServer, demoAccountsQuery, sessionQuery } from './access.api.ts'
import { arrivalFailureKey, leaveFor } from './arrival.ts'
import { useSignIn } from './use-sign-in.tsx'

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
  const { data: arrivalFailure } = useQuery<unknown>({ queryKey: arrivalFailureKey, enabled: false })
  const { form, asksForCode, isFresh, choose } = useSignIn({
    takesFocus: true,
    onEntered: () => {
      close()
      return queries.resetQueries()
    },
  })
  return (
    <div className="sign-in">
      {!asksForCode && <p className="quiet">{t.visitorHint}</p>}
      {arrivalFailure !== undefined && isFresh && <ErrorNotice error={arrivalFailure} />}
      {form}
      <IdentityServer />
      {city?.demo === true && !asksForCode && <Accounts onChoose={choose} />}
    </div>
  )
}

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
