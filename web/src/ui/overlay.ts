import { useSyncExternalStore } from 'react'

/** Dialogs that several places can open. A gesture, not a view: a link does not restore it. */
export type Overlay = 'search' | 'about' | 'sign-in'

let shown: Overlay | null = null
const listeners = new Set<() => void>()

/** Shows one dialog, or none with `null`. Only one is shown at a time. */
export function showOverlay(overlay: Overlay | null): void {
  if (overlay === shown) return
  shown = overlay
  for (const listener of listeners) listener()
}

export function useOverlay(): Overlay | null {
  return useSyncExternalStore(subscribe, () => shown)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
