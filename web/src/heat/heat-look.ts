import { useSyncExternalStore } from 'react'
import { setView, useView } from '../view.ts'

export const heatLooks = ['smooth', 'hexagon'] as const
export type HeatLook = (typeof heatLooks)[number]

/** Whether this device has failed to draw hexagons: known to the page only, a link may do better elsewhere. */
let hasFailed = false
const listeners = new Set<() => void>()

/** How the heat is drawn, and whether that is in place of the hexagons that were asked for. */
export function useHeatLook(): { look: HeatLook; isInstead: boolean } {
  const asked = useView(view => view.heat) ?? 'smooth'
  const isInstead = useSyncExternalStore(listen, () => hasFailed) && asked === 'hexagon'
  return { look: isInstead ? 'smooth' : asked, isInstead }
}

/** Hexagons that have failed are tried again when they are chosen again. */
export function chooseLook(look: HeatLook): void {
  setFailed(false)
  setView({ heat: look === 'hexagon' ? look : undefined }, 'replace')
}

export function giveUpHexagons(): void {
  setFailed(true)
}

function setFailed(failed: boolean): void {
  hasFailed = failed
  for (const tell of listeners) tell()
}

function listen(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
