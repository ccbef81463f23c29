import type { LiveEvent } from '@jingwei/api/events/contract.ts'
import { useEffect, useState } from 'react'
import { OverMap } from './over-map.tsx'
import { useWallSource } from './wall-context.ts'

/** A new case is seen for so long, and never more than so many at once: a pulse, not a fairground. */
const seenMs = 3_200
const most = 6
const lookMs = 1_000

interface Pulse {
  readonly seq: number
  readonly lon: number
  readonly lat: number
  readonly until: number
}

/** New cases as they come in: a ring that grows once and fades. */
export function Pulses() {
  const { store } = useWallSource()
  const [pulses, setPulses] = useState<readonly Pulse[]>([])
  useEffect(
    () =>
      store.onStep((step: LiveEvent) => {
        const { seq, lon, lat, verb } = step
        if (verb !== 'report' || lon === null || lat === null) return
        const until = performance.now() + seenMs
        setPulses(before => (before.length >= most ? before : [...before, { seq, lon, lat, until }]))
      }),
    [store],
  )
  const isQuiet = pulses.length === 0
  useEffect(() => {
    if (isQuiet) return
    const timer = setInterval(() => {
      const now = performance.now()
      setPulses(before =>
        before.some(({ until }) => until < now) ? before.filter(({ until }) => until >= now) : before,
      )
    }, lookMs)
    return () => clearInterval(timer)
  }, [isQuiet])
  return pulses.map(({ seq, lon, lat }) => (
    <OverMap key={seq} lon={lon} lat={lat}>
      <span className="wall-pulse" />
    </OverMap>
  ))
}
