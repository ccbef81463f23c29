import type { City } from '@jingwei/api/city/contract.ts'
import { useMemo } from 'react'
import { say, useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { stageOf } from '../incidents/stage.ts'
import { clockOf, dayOf } from './wall-clock.ts'
import { usePicture } from './wall-context.ts'

/** What happened last: when, what, of which class, where. Nobody's name and nobody's words. */
export function LatestMoves({ city }: { city: City }) {
  const t = useMessages('wall')
  const words = useMessages('incidents')
  const locale = useLocale()
  const picture = usePicture()
  const classes = useMemo(() => new Map(city.classes.map(each => [each.code, each.name])), [city])
  return (
    <section className="wall-panel wall-moves" aria-label={t.moves}>
      <h2>{t.moves}</h2>
      {picture?.moves.length === 0 && <p className="wall-quiet">{t.noMoves}</p>}
      <ol>
        {picture?.moves.map(({ seq, at, verb, status, classCode, grid }) => {
          const stage = stageOf[status]
          const name = classes.get(classCode)
          return (
            <li key={seq}>
              <time>{clockOf(at, city.timeZone)}</time>
              {/* a clock alone would say that it was today */}
              {at < picture.dayStart && <small className="wall-move-day">{dayOf(at, city.timeZone)}</small>}
              <span className="wall-stage-sign" style={{ color: `var(--stage-${stage.key})` }}>
                {stage.shape}
              </span>
              <span className="wall-verb">
                {(words.verbs as Record<string, string>)[verb] ?? words.statuses[status]}
              </span>
              <span className="wall-move-what">{name === undefined ? classCode : say(name, locale)}</span>
              <small className="wall-move-where">
                {grid === null ? t.cityQueue : say(grid.name, locale)}
              </small>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
