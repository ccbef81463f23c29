import './case-clock.css'
import { CityTime } from '../city/city-time.tsx'
import { useMessages } from '../i18n/messages.ts'
import { lightShapes } from './case-clock.tsx'
import type { Light } from './moves.api.ts'

/** When a case is due and how that stands, in a row of a list. */
export function DueLight({ light, dueAt }: { light: Light; dueAt: string | null }) {
  const { dues } = useMessages('incidents')
  return (
    <span className="due-light" data-light={light}>
      <span className="case-clock-shape" aria-hidden>
        {lightShapes[light]}
      </span>
      <span className="spoken">{dues[light]}</span>
      {dueAt !== null && <CityTime instant={dueAt} />}
    </span>
  )
}
