import { useCallback, useState } from 'react'
import type { Position } from './distance.ts'

const waitMs = 15_000
/** A place from before is good for so long. */
const maxAgeMs = 30_000

export type PositionState =
  | { readonly kind: 'unasked' | 'asking' | 'refused' | 'unknown' }
  | { readonly kind: 'known'; readonly position: Position }

/** Where this phone is, when its owner asks for it. It stays in this page: it is sent only as the place of a report. */
export function usePosition(): readonly [PositionState, () => void] {
  const [state, setState] = useState<PositionState>({ kind: 'unasked' })
  const ask = useCallback(() => {
    if (!('geolocation' in navigator)) return setState({ kind: 'unknown' })
    setState({ kind: 'asking' })
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude: lon, latitude: lat, accuracy: accuracyMeters } }) =>
        setState({ kind: 'known', position: { lon, lat, accuracyMeters } }),
      ({ code, PERMISSION_DENIED }) => setState({ kind: code === PERMISSION_DENIED ? 'refused' : 'unknown' }),
      { enableHighAccuracy: true, timeout: waitMs, maximumAge: maxAgeMs },
    )
  }, [])
  return [state, ask]
}
