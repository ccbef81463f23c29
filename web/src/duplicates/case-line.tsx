import './duplicates.css'
import type { ReactNode } from 'react'
import { useCityWords } from '../city/city-words.ts'
import { formatCount, formatDistance } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { StatusLight } from '../incidents/status-light.tsx'
import { select } from '../view.ts'
import type { LinkedCase, Resemblance } from './duplicates.api.ts'

interface Props {
  of: Pick<LinkedCase, 'id' | 'number' | 'title' | 'status' | 'linked'>
  /** Why it may be the same. */
  why?: Resemblance
  /** Nothing is opened from a form that somebody is filling in. */
  isFixed?: boolean
  children?: ReactNode
}

/** One case of a group, or that may belong to it: what, why, and a button beside it. */
export function CaseLine({
  of: { id, number, title, status, linked },
  why,
  isFixed = false,
  children,
}: Props) {
  const t = useMessages('duplicates')
  const { locale } = useCityWords()
  const reasons = useReasons()
  const more = [
    ...(why === undefined ? [number] : reasons(why)),
    ...(linked > 0 ? [t.reports(formatCount(linked + 1, locale))] : []),
  ]
  const name = (
    <>
      <StatusLight status={status} quiet />
      <span className="case-line-title">{title || number}</span>
      <span className="case-line-more">{more.join(' · ')}</span>
    </>
  )
  return (
    <li className="case-line">
      {isFixed ? (
        <span className="case-line-name">{name}</span>
      ) : (
        <button
          type="button"
          className="case-line-name"
          title={t.open(number)}
          onClick={() => select({ incident: id })}
        >
          {name}
        </button>
      )}
      {children}
    </li>
  )
}

/** How far, how long, how alike. */
function useReasons(): (why: Resemblance) => string[] {
  const t = useMessages('duplicates')
  const { locale } = useCityWords()
  const figure = (n: number) => formatCount(Math.round(n), locale)
  return ({ meters, minutes, similarity }) => [
    t.away(formatDistance(meters, locale)),
    minutes < 60
      ? t.minutesApart(figure(minutes))
      : minutes < 48 * 60
        ? t.hoursApart(figure(minutes / 60))
        : t.daysApart(figure(minutes / 1440)),
    ...(similarity === null ? [] : [t.alike(figure(100 * similarity))]),
  ]
}
