import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type HeatCells, heatQuery } from '../heat/heat.api.ts'
import { heatPart } from '../heat/heat-layer.ts'
import { heatSurface } from '../heat/heat-picture.ts'
import type { MapPart } from '../map/part.ts'
import type { Shown } from './director.ts'

const hourMs = 3_600_000
/** Each frame counts what was reported in so many hours before its end. */
const spanHours = 3
const frames = 22
/** What was reported hours ago does not change. */
const pastMs = 6 * hourMs
const nowMs = 60_000

interface Frame {
  readonly from: number
  readonly to: number
}

/** The frames of the 24 hours before a moment, oldest first: each a span that ends on an hour of the clock. */
export function heatFrames(now: number): readonly Frame[] {
  const end = Math.ceil(now / hourMs) * hourMs
  return Array.from({ length: frames }, (_, i) => {
    const to = end - (frames - 1 - i) * hourMs
    return { from: to - spanHours * hourMs, to }
  })
}

/** Which frame is on; the last one stays for a moment, and for as long as the scene is held. */
export function frameAt({ progress, isPinned }: Pick<Shown, 'progress' | 'isPinned'>): number {
  return isPinned ? frames - 1 : Math.min(frames - 1, Math.floor(progress * (frames + 2)))
}

/** What is counted in a frame. */
export function filterOf({ from, to }: Frame) {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}

/** One frame of the day's heat as a part of the map, all on one scale; null while it is on its way. */
export function useHeatDay(now: number, frame: number, zoom: number, isWanted: boolean): MapPart | null {
  const spans = heatFrames(now)
  const cells = useQueries({
    queries: spans.map(span => ({
      ...heatQuery(filterOf(span), zoom),
      enabled: isWanted,
      structuralSharing: false as const,
      staleTime: span.to > now - hourMs ? nowMs : pastMs,
      // an hour that has left the day is not seen again
      gcTime: nowMs,
    })),
    combine: results => results.map(({ data }) => data),
  })
  const most = useMemo(() => Math.max(0, ...cells.map(each => surfaceMax(each))), [cells])
  const data = cells[frame]
  return useMemo(() => {
    const surface = data === undefined ? null : heatSurface(data, true, most)
    return surface === null ? null : heatPart(surface.picture)
  }, [data, most])
}

const known = new WeakMap<HeatCells, number>()

function surfaceMax(cells: HeatCells | undefined): number {
  if (cells === undefined) return 0
  const found = known.get(cells) ?? heatSurface(cells, true)?.max ?? 0
  known.set(cells, found)
  return found
}
