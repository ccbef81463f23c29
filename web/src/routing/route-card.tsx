import './route-card.css'
import { Building2, CircleAlert, UserRound } from 'lucide-react'
import { useCityWords } from '../city/city-words.ts'
import { GridCrumbs } from '../grids/grid-crumbs.tsx'
import { formatDistance } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { Badge } from '../ui/badge.tsx'
import { Notice } from '../ui/states.tsx'
import { select } from '../view.ts'
import type { Route } from './routing.api.ts'

/** Where a report goes and why: reason, chain of grids, owner, nearest center, and what looks wrong. */
export function RouteCard({ route }: { route: Route }) {
  const t = useMessages('routing')
  const words = useCityWords()
  const flagged = route.reason === 'near' || route.reason === 'outside'
  return (
    <div className="route">
      <p className="route-reason">
        <Badge tone={flagged ? 'warning' : 'success'}>{t.reasons[route.reason]}</Badge>
        <span className="quiet">
          {route.outsideMeters !== undefined &&
            `${t.outsideBy(formatDistance(route.outsideMeters, words.locale))} · `}
          {t.explanations[route.reason]}
        </span>
      </p>
      {route.chain.length > 0 && <GridCrumbs chain={route.chain} />}
      <dl className="route-who">
        <div>
          <dt title={t.owner}>
            <UserRound size={16} strokeWidth={1.75} aria-hidden />
            <span className="spoken">{t.owner}</span>
          </dt>
          <dd>
            {route.owner === null ? (
              t.noOwner
            ) : (
              <>
                <strong>{route.owner.name}</strong> {words.say(route.owner.title)}
                <span className="quiet">
                  {' · '}
                  {words.say(route.owner.grid.name)}
                  {route.owner.climbed && ` · ${t.climbed}`}
                </span>
              </>
            )}
          </dd>
        </div>
        {route.center !== null && <CenterLine center={route.center} />}
      </dl>
      {route.warning !== undefined && (
        <Notice tone="warning">
          <CircleAlert size={16} aria-hidden />
          <p>{t.warnings[route.warning]}</p>
        </Notice>
      )}
    </div>
  )
}

function CenterLine({ center }: { center: NonNullable<Route['center']> }) {
  const t = useMessages('routing')
  const words = useCityWords()
  return (
    <div>
      <dt title={t.center}>
        <Building2 size={16} strokeWidth={1.75} aria-hidden />
        <span className="spoken">{t.center}</span>
      </dt>
      <dd>
        <button type="button" className="link" onClick={() => select({ center: center.code })}>
          {words.say(center.name)}
        </button>{' '}
        <span className="quiet">{formatDistance(center.distanceMeters, words.locale)}</span>
      </dd>
    </div>
  )
}

/** The same in one sentence, for a live region. */
export function useRouteSentence(): (route: Route) => string {
  const t = useMessages('routing')
  const words = useCityWords()
  return route => {
    const leaf = route.chain.at(-1)
    if (leaf === undefined) return t.announceOutside
    return t.announce(
      words.say(leaf.name),
      route.owner === null ? t.noOwner : route.owner.name || words.say(route.owner.title),
    )
  }
}
