import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { openScreen, sessionQuery } from '../access/access.api.ts'
import { Failure } from '../api.ts'
import { cityQuery } from '../city/city.api.ts'
import { type Locale, locales, preferredLocale, Speaking } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { asFailure } from '../ui/states.tsx'
import { WallDoor } from './wall-door.tsx'
import { WallScreen } from './wall-screen.tsx'

const RemotePage = lazy(() => import('./remote-page.tsx'))

/** Set while this browser is a display that was opened by a link: when its token is over, it goes dark. */
const openedKey = 'jingwei.wall.opened'
const askAgainMs = 15_000
const retryMs = 5_000

/** `/wall`: the display of the command center; `/wall/remote`: the duty officer's hand on it. */
export function WallPage() {
  const [locale] = useState(localeOfAddress)
  const isRemote = window.location.pathname.startsWith('/wall/remote')
  return (
    <Speaking locale={locale}>
      {isRemote ? (
        <Suspense>
          <RemotePage />
        </Suspense>
      ) : (
        <Entrance />
      )}
    </Speaking>
  )
}

function Entrance() {
  const t = useMessages('wall')
  const entry = useEntry()
  const session = useQuery({ ...sessionQuery, refetchInterval: askAgainMs })
  const { data: city } = useQuery({ ...cityQuery, enabled: entry === 'open' })
  const isOver =
    session.data !== undefined && session.data.account === null && localStorage.getItem(openedKey) !== null
  useEffect(() => {
    document.title = t.product
  }, [t])
  if (entry === 'refused' || (entry === 'open' && isOver)) return <WallDoor words={t.ended} />
  if (entry === 'waiting' || city === undefined) return <WallDoor words={t.connecting} />
  return <WallScreen city={city} />
}

/** The token of a display's link stands behind the `#`, which browsers send to nobody; the link works until it is refused. */
function useEntry(): 'waiting' | 'open' | 'refused' {
  const [entry, setEntry] = useState<'waiting' | 'open' | 'refused'>(() =>
    tokenOfAddress() === null ? 'open' : 'waiting',
  )
  useEffect(() => {
    const token = tokenOfAddress()
    if (token === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const enter = async () => {
      try {
        await openScreen(token)
        localStorage.setItem(openedKey, '1')
        window.history.replaceState(null, '', window.location.pathname + window.location.search)
        setEntry('open')
      } catch (error) {
        const failure = asFailure(error)
        // a server that is away will be back; a token that is refused will not be good again
        if (failure instanceof Failure && failure.status >= 400 && failure.status < 500) setEntry('refused')
        else timer = setTimeout(() => void enter(), retryMs)
      }
    }
    void enter()
    return () => clearTimeout(timer)
  }, [])
  return entry
}

function tokenOfAddress(): string | null {
  return new URLSearchParams(window.location.hash.replace(/^#/, '')).get('screen')
}

function localeOfAddress(): Locale {
  const asked = new URLSearchParams(window.location.search).get('lang')
  return locales.find(locale => locale === asked) ?? preferredLocale()
}
