import { useQuery } from '@tanstack/react-query'
import { CloudOff } from 'lucide-react'
import { useCityWords } from '../city/city-words.ts'
import { healthQuery } from '../health/health.api.ts'
import { formatInstant } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'

/** Says that the picture is no longer fresh, and how old it is. */
export function OfflineBanner() {
  const t = useMessages('shell')
  const { timeZone } = useCityWords()
  const { error, dataUpdatedAt } = useQuery(healthQuery)
  if (error === null) return null
  const since = dataUpdatedAt === 0 ? new Date() : new Date(dataUpdatedAt)
  return (
    <p className="offline" role="status">
      <CloudOff size={16} strokeWidth={1.75} aria-hidden />
      {t.offline(formatInstant(since, timeZone))}
    </p>
  )
}
