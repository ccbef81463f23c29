import type { City } from '@jingwei/api/city/contract.ts'
import { useMemo } from 'react'
import { languageTags, say, useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Mark } from '../shell/mark.tsx'
import { FeedAge } from './feed-age.tsx'
import { useNow, useWallSource } from './wall-context.ts'

export function WallHeader({ city }: { city: City }) {
  const t = useMessages('wall')
  const locale = useLocale()
  const now = useNow(1000)
  const source = useWallSource()
  const { time, day } = useMemo(() => formats(languageTags[locale], city.timeZone), [locale, city.timeZone])
  return (
    <header className="wall-header">
      <span className="wall-mark">
        <Mark size={32} />
      </span>
      <h1>
        {say(city.name, locale)}
        <small>{t.title}</small>
      </h1>
      {city.synthetic !== null && <p className="wall-synthetic">{t.synthetic}</p>}
      <div className="wall-when">
        {'speed' in source && <strong className="wall-replay">{t.replay(String(source.speed))}</strong>}
        <FeedAge />
        <time className="wall-day">{day.format(now)}</time>
        <time className="wall-clock">{time.format(now)}</time>
      </div>
    </header>
  )
}

function formats(tag: string, timeZone: string) {
  return {
    time: new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    }),
    day: new Intl.DateTimeFormat(tag, { timeZone, month: 'long', day: 'numeric', weekday: 'short' }),
  }
}
