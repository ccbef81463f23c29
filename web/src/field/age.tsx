import { CloudOff } from 'lucide-react'
import { CityTime } from '../city/city-time.tsx'
import { useMessages } from '../i18n/messages.ts'
import { useFieldWork } from './field-context.ts'

/** How old what is shown is: said when it is not of this minute, and always without a connection. */
const freshMs = 90_000

/** @param at epoch milliseconds of the answer */
export function Age({ at }: { at: number }) {
  const t = useMessages('field')
  const { isOffline } = useFieldWork()
  if (!isOffline && Date.now() - at < freshMs) return null
  return (
    <span className="onsite-age" data-offline={isOffline || undefined}>
      {isOffline && <CloudOff size={14} aria-hidden />}
      {isOffline && `${t.offline} · `}
      {t.asOf}
      <CityTime instant={new Date(at).toISOString()} />
    </span>
  )
}
