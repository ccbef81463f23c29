import type { LiveEvent } from '@jingwei/api/events/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { say, useLocale } from '../i18n/locale.tsx'
import { OverMap } from './over-map.tsx'
import { wallCaseQuery } from './wall.api.ts'

/** The place of a serious case, and the nearest centers by name. */
export function SeriousMarks({ step }: { step: LiveEvent }) {
  const locale = useLocale()
  const { data } = useQuery(wallCaseQuery(step.id))
  return (
    <>
      {step.lon !== null && step.lat !== null && (
        <OverMap lon={step.lon} lat={step.lat}>
          <span className="wall-target" />
        </OverMap>
      )}
      {data?.centers.map(({ code, name, lon, lat }) => (
        <OverMap key={code} lon={lon} lat={lat}>
          <span className="wall-near">{say(name, locale)}</span>
        </OverMap>
      ))}
    </>
  )
}
