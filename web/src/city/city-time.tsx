import { useEffect, useState } from 'react'
import { formatInstant, formatRelative } from '../i18n/format.ts'
import { useCityWords } from './city-words.ts'

const minuteMs = 60_000

/** A moment: how long ago, and on hover the city's date and minute. `exact` shows the date itself. */
export function CityTime({ instant, exact = false }: { instant: string; exact?: boolean }) {
  const { timeZone, locale } = useCityWords()
  const now = useNow()
  const absolute = formatInstant(instant, timeZone)
  const relative = formatRelative(instant, now, locale)
  return (
    <time dateTime={instant} title={exact ? relative : absolute}>
      {exact ? absolute : relative}
    </time>
  )
}

/** Moves on once a minute, so that "a minute ago" does not stay on the wall for an hour. */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), minuteMs)
    return () => clearInterval(timer)
  }, [])
  return now
}
