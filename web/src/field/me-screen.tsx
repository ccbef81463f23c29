import { useQueryClient } from '@tanstack/react-query'
import { Languages, LogOut, MonitorSmartphone } from 'lucide-react'
import { useState } from 'react'
import { sessionQuery } from '../access/access.api.ts'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { canWorkOffline } from './app-version.ts'
import { forgetBegunOf } from './begun.ts'
import { useFieldWork, useLines } from './field-context.ts'
import { forgetAnswers } from './keep-answers.ts'
import { toLeave } from './leave.ts'

/** Whose phone this is now, how to install the page, and the way out. */
export function MeScreen({ onLanguage, leave }: { onLanguage: () => void; leave: () => void }) {
  const t = useMessages('field')
  const { roles } = useMessages('access')
  const { session } = useFieldWork()
  const [isLeaving, setLeaving] = useState(false)
  return (
    <>
      <header className="onsite-bar">
        <div className="onsite-bar-words">
          <h1>{session.name}</h1>
          <p className="quiet">
            {roles[session.role]} · <span className="code">{session.account}</span>
          </p>
        </div>
      </header>
      <section className="onsite-section">
        <h2>{t.install}</h2>
        <p>{canWorkOffline ? t.installHint : t.noOffline}</p>
      </section>
      <section className="onsite-section onsite-me">
        <Button icon={Languages} onPress={onLanguage}>
          {t.language}
        </Button>
        <a className="button button-plain" href="/">
          <MonitorSmartphone size={16} strokeWidth={1.75} aria-hidden />
          {t.console}
        </a>
        <Button icon={LogOut} look="danger" onPress={() => setLeaving(true)}>
          {t.signOut}
        </Button>
        <p className="quiet">{t.privacy}</p>
      </section>
      <Dialog title={t.signOutTitle} isOpen={isLeaving} onClose={() => setLeaving(false)}>
        <Leave leave={leave} onStay={() => setLeaving(false)} />
      </Dialog>
    </>
  )
}

/** Signing out clears this phone. What was not sent is its author's: kept for the next time, or dropped, as the author says. */
function Leave({ leave, onStay }: { leave: () => void; onStay: () => void }) {
  const t = useMessages('field')
  const { account, outbox } = useFieldWork()
  const unsent = useLines().filter(line => line.state !== 'sent')
  const queries = useQueryClient()
  const out = async (how: 'keep' | 'drop') => {
    // without a connection the phone forgets all the same, and the server is told when it can be
    toLeave()
    if (how === 'drop') await outbox.dropAll()
    else for (const line of outbox.lines) if (line.state === 'sent') await outbox.drop(line)
    await forgetBegunOf(account)
    await forgetAnswers(queries)
    leave()
    queries.setQueryData(sessionQuery.queryKey, before => before && { ...before, ...nobody })
    void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }
  return (
    <div className="onsite-form">
      <p>{t.signOutHint}</p>
      {unsent.length === 0 ? (
        <Button look="primary" icon={LogOut} onPress={() => void out('drop')}>
          {t.signOut}
        </Button>
      ) : (
        <>
          <p role="alert">
            <strong>{t.unsent(unsent.length)}</strong>
          </p>
          <Button look="primary" onPress={() => void out('keep')}>
            {t.keepUnsent}
          </Button>
          <p className="quiet">{t.keepUnsentHint}</p>
          <Button look="danger" onPress={() => void out('drop')}>
            {t.dropUnsent}
          </Button>
        </>
      )}
      <Button look="quiet" onPress={onStay}>
        {t.cancel}
      </Button>
    </div>
  )
}

const nobody = { account: null, name: null, role: 'visitor', grid: null } as const
