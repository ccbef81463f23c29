import { useQuery } from '@tanstack/react-query'
import { OverMap } from './over-map.tsx'
import { remoteQuery } from './wall.api.ts'
import { useNow } from './wall-context.ts'

/** Whoever points has said it within this time; a forgotten mark does not hang for days. */
const shownMs = 15 * 60_000

/** Where the duty officer points, and what there is to say of it. */
export function PointerMark() {
  const { data } = useQuery(remoteQuery)
  useNow(10_000)
  const pointer = data?.pointer ?? null
  if (pointer === null || Date.now() - Date.parse(pointer.at) > shownMs) return null
  return (
    <OverMap lon={pointer.lon} lat={pointer.lat}>
      <span className="wall-pointer" />
      {pointer.note !== '' && <span className="wall-note">{pointer.note}</span>}
    </OverMap>
  )
}
