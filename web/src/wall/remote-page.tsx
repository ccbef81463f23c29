import './remote.css'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { sessionQuery } from '../access/access.api.ts'
import { cityQuery } from '../city/city.api.ts'
import { useMessages } from '../i18n/messages.ts'
import { PointForm } from './point-form.tsx'
import { ProgrammeEditor } from './programme-editor.tsx'
import { RemoteNumbers } from './remote-numbers.tsx'
import { RemoteScenes } from './remote-scenes.tsx'

/** The duty officer's hand on the wall, from a desk or a phone. */
export default function RemotePage() {
  const t = useMessages('wall')
  const { data: session } = useQuery(sessionQuery)
  const { data: city } = useQuery(cityQuery)
  useEffect(() => {
    document.title = t.remote
    document.documentElement.dataset.theme = 'night'
  }, [t])
  if (session === undefined || city === undefined) return null
  const mayCommand = session.role === 'commander' || session.role === 'administrator'
  return (
    <main className="remote">
      <header>
        <h1>{t.remote}</h1>
        <p className="quiet">{t.remoteHint}</p>
      </header>
      {mayCommand ? (
        <>
          <RemoteScenes city={city} />
          <PointForm city={city} />
          <ProgrammeEditor />
        </>
      ) : (
        <p className="notice notice-warning" role="alert">
          {t.signIn} <a href="/?dialog=sign-in">{t.toConsole}</a>
        </p>
      )}
      <RemoteNumbers />
    </main>
  )
}
