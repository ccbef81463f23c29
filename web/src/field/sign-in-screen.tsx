import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { demoAccountsQuery, sessionQuery } from '../access/access.api.ts'
import { useSignIn } from '../access/use-sign-in.tsx'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { Mark } from '../shell/mark.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/states.tsx'
import { forgetAnswers } from './keep-answers.ts'
import { fieldSessionQuery, hasLeft } from './leave.ts'
import { waitingOf } from './outbox.ts'
import type { Person } from './person.ts'

/** Nobody is signed in, or the session has ended: what was written stays, and waits for its author. */
export function SignInScreen({ last, onLanguage }: { last: Person | null; onLanguage: () => void }) {
  const t = useMessages('field')
  const { city } = useCityWords()
  const queries = useQueryClient()
  const waiting = useWaiting(last)
  const { form, choose } = useSignIn({
    account: last?.account ?? '',
    onEntered: async session => {
      hasLeft()
      if (session.account !== last?.account) await forgetAnswers(queries)
      queries.setQueryData(sessionQuery.queryKey, session)
    },
  })
  return (
    <main className="onsite-door">
      <Mark size={56} />
      <h1>{t.product}</h1>
      {last === null ? (
        <p className="quiet">{t.signInTitle}</p>
      ) : (
        <Notice tone="warning">
          <div>
            <p>{t.again(last.name)}</p>
            {waiting > 0 && <p>{t.waitsFor(waiting)}</p>}
          </div>
        </Notice>
      )}
      {form}
      <IdentityServer />
      {city?.demo === true && <DemoAccounts onChoose={choose} />}
      <Button look="quiet" onPress={onLanguage}>
        {t.language}
      </Button>
    </main>
  )
}

/** The city's own identity server, where it has one: its way in and back is the console's, the session is the same. */
function IdentityServer() {
  const t = useMessages('access')
  const { data } = useQuery(fieldSessionQuery)
  const name = data?.identityServer ?? null
  if (name === null) return null
  return (
    <a className="button button-plain" href="/?dialog=sign-in">
      {t.signInBy(name)}
    </a>
  )
}

/** The demo city's accounts of those who work in the street. */
function DemoAccounts({ onChoose }: { onChoose: (account: string, password: string) => void }) {
  const t = useMessages('field')
  const { roles } = useMessages('access')
  const words = useCityWords()
  const { data } = useQuery(demoAccountsQuery)
  const accounts = data?.accounts.filter(({ role }) => inTheStreet.has(role)) ?? []
  if (accounts.length === 0) return null
  return (
    <section className="onsite-demo">
      <h2 className="quiet">{t.choose}</h2>
      <ul>
        {accounts.map(one => (
          <li key={one.account}>
            <button type="button" className="row" onClick={() => onChoose(one.account, one.password)}>
              <span title={roles[one.role]}>{words.say(one.name)}</span>
              <span className="code quiet">{one.account}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
const inTheStreet: ReadonlySet<string> = new Set(['worker', 'lead', 'department'])

function useWaiting(last: Person | null): number {
  const [waiting, setWaiting] = useState(0)
  useEffect(() => {
    if (last === null) return setWaiting(0)
    void waitingOf(last.account).then(setWaiting)
  }, [last])
  return waiting
}
