import { RotateCw, Send } from 'lucide-react'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useFieldWork, useLines } from './field-context.ts'
import { OutboxLine } from './outbox-line.tsx'

/** Everything written on this phone that the server does not have yet, what it refused, and the receipts of today. */
export function OutboxScreen() {
  const t = useMessages('field')
  const { isOffline, isSending, sendNow } = useFieldWork()
  const lines = useLines()
  const unsent = lines.filter(line => line.state !== 'sent')
  const sent = lines.filter(line => line.state === 'sent').toReversed()
  return (
    <>
      <header className="onsite-bar">
        <div className="onsite-bar-words">
          <h1>{t.outboxTitle}</h1>
          {isOffline && <p className="quiet">{t.offlineHint}</p>}
        </div>
        {unsent.length > 0 && (
          <Button icon={RotateCw} onPress={sendNow}>
            {isSending ? t.states.sending : t.sendNow}
          </Button>
        )}
      </header>
      {unsent.length === 0 ? (
        <EmptyState icon={Send} title={t.outboxEmpty} hint={t.outboxEmptyHint} />
      ) : (
        <ul className="onsite-lines">
          {unsent.map(line => (
            <OutboxLine key={line.seq} line={line} />
          ))}
        </ul>
      )}
      {sent.length > 0 && (
        <section className="onsite-group">
          <h2>{t.states.sent}</h2>
          <ul className="onsite-lines">
            {sent.map(line => (
              <OutboxLine key={line.seq} line={line} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
