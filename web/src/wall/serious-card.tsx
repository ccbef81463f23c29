import type { City } from '@jingwei/api/city/contract.ts'
import type { LiveEvent } from '@jingwei/api/events/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { formatDistance } from '../i18n/format.ts'
import { say, useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { wallCaseQuery } from './wall.api.ts'
import { clockOf, momentOf } from './wall-clock.ts'
import { useWallSource } from './wall-context.ts'

/** A serious case: what and when, who answers for it by office, and where help is near. */
export function SeriousCard({ city, step, waiting }: { city: City; step: LiveEvent; waiting: number }) {
  const t = useMessages('wall')
  const locale = useLocale()
  const source = useWallSource()
  const { data } = useQuery(wallCaseQuery(step.id))
  const name = city.classes.find(({ code }) => code === step.classCode)?.name
  const net = city.nets.find(({ key }) => key === step.net)?.name
  return (
    <section className="wall-serious" role="alert" data-case={step.id}>
      <p className="wall-serious-kind">
        {step.verb === 'escalate' ? t.escalated : t.urgent}
        <time>{clockOf(step.at, city.timeZone)}</time>
      </p>
      <h2>{name === undefined ? step.classCode : say(name, locale)}</h2>
      <p className="wall-quiet wall-parts">
        <span>{step.number}</span>
        {net !== undefined && <span>{say(net, locale)}</span>}
        {data?.dueAt != null && <span>{t.due(momentOf(data.dueAt, source.now(), city.timeZone))}</span>}
      </p>
      {data !== undefined && data.chain.length > 0 && (
        <>
          <h3>{t.chain}</h3>
          <ol>
            {data.chain.map(link => (
              <li key={link.code}>
                <strong>{say(link.name, locale)}</strong>
                <span>
                  {link.lead === null
                    ? t.nobody
                    : link.held
                      ? say(link.lead, locale)
                      : t.vacant(say(link.lead, locale))}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
      {data !== undefined && data.centers.length > 0 && (
        <>
          <h3>{t.near}</h3>
          <ol>
            {data.centers.map((center, i) => (
              <li key={center.code}>
                <span className="wall-near">{i + 1}</span>
                <strong>{say(center.name, locale)}</strong>
                <span>{formatDistance(center.meters, locale)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      {waiting > 0 && <p className="wall-quiet">{t.moreSerious(waiting)}</p>}
    </section>
  )
}
