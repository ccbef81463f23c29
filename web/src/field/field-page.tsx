import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { cityQuery } from '../city/city.api.ts'
import { gridQuery } from '../grids/grids.api.ts'
import { Speaking } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Mark } from '../shell/mark.tsx'
import { ErrorState } from '../ui/states.tsx'
import { FieldShell } from './field-shell.tsx'
import { fieldSessionQuery } from './leave.ts'
import { forgetPerson, type Person, readPerson, rememberPerson } from './person.ts'
import { useLanguage, useSystemTheme } from './preferences.ts'
import { SignInScreen } from './sign-in-screen.tsx'

/** The grid worker's page: for one hand, in the street, with and without a connection. */
export function FieldPage() {
  useSystemTheme()
  const { locale, other } = useLanguage()
  return (
    <Speaking locale={locale}>
      <Door onLanguage={other} />
    </Speaking>
  )
}

/** Lets in who is signed in. Without a connection that is who was here last, until the server says otherwise. */
function Door({ onLanguage }: { onLanguage: () => void }) {
  const t = useMessages('field')
  useQuery(cityQuery)
  const session = useQuery({ ...fieldSessionQuery, refetchOnWindowFocus: true })
  const [last, setLast] = useState<Person | null>(readPerson)
  const { data } = session
  // named in the form of a report, which may be opened for the first time where there is no connection
  const grid = data?.grid ?? null
  useQuery({ ...gridQuery(grid ?? ''), enabled: grid !== null })
  useEffect(() => {
    if (data === undefined || data.account === null) return
    const person = { account: data.account, name: data.name ?? data.account }
    rememberPerson(person)
    setLast(person)
  }, [data])
  useEffect(() => {
    document.title = t.product
  }, [t])
  if (data === undefined)
    return (
      <main className="onsite-door">
        <Mark size={56} />
        <h1>{t.product}</h1>
        {session.error !== null && <ErrorState error={session.error} onRetry={session.refetch} />}
      </main>
    )
  if (data.account === null) return <SignInScreen last={last} onLanguage={onLanguage} />
  const leave = () => {
    forgetPerson()
    setLast(null)
  }
  return <FieldShell key={data.account} session={data} account={data.account} {...{ onLanguage, leave }} />
}
