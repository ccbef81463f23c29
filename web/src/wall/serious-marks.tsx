import type { LiveEvent } from '@jingwei/api/events/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { OverMap } from './over-map.tsx'
import { wallCaseQuery } from './wall.api.ts'

/** The place of a serious case, and the nearest centers by their numbers on its card. */
export function SeriousMarks({ step }: { step: LiveEvent }) {
  const { data } = useQuery(wallCaseQuery(step.id))
  return (
    <>
      {step.lon !== null && step.lat !== null && (
        <OverMap lon={step.lon} lat={step.lat}>
          <span className="wall-target" />
        </OverMap>
      )}
      {data?.centers.map(({ code, lon, lat }, i) => (
        <OverMap key={code} lon={lon} lat={lat}>
          <span className="wall-near">{i + 1}</span>
        </OverMap>
      ))}
    </>
  )
}
