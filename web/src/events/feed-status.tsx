import './feed-status.css'
import { useEffect, useState } from 'react'
import { formatRelative } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { useFeed } from './live.ts'

const ageMs = 5_000
/** A link that is lost for a blink is not worth a word. */
const patienceMs = 1_500

/** Whether the picture follows the city, and if not, how old it is. */
export function FeedStatus() {
  const t = useMessages('events')
  const locale = useLocale()
  const { status, heardAt } = useFeed()
  const [, setAge] = useState(0)
  useEffect(() => {
    if (status === 'live') return
    const soon = setTimeout(() => setAge(age => age + 1), patienceMs)
    const timer = setInterval(() => setAge(age => age + 1), ageMs)
    return () => {
      clearTimeout(soon)
      clearInterval(timer)
    }
  }, [status])
  const since = heardAt === null ? null : formatRelative(new Date(heardAt), new Date(), locale)
  const isBlink = status === 'lost' && heardAt !== null && Date.now() - heardAt < patienceMs
  const words = status === 'live' || isBlink ? t.live : since === null ? t.connecting : t[status](since)
  return (
    <span className="feed-status" data-feed={isBlink ? 'live' : status} title={t.hint} role="status">
      <span className="feed-dot" aria-hidden />
      {words}
    </span>
  )
}
