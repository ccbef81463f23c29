import { useSyncExternalStore } from 'react'

/** As wide as a phone: panels are sheets at the bottom then, see `shell/frame.css`. */
const narrow = '(max-width: 45rem)'

export function useNarrow(): boolean {
  return useSyncExternalStore(listen, () => window.matchMedia(narrow).matches)
}

function listen(listener: () => void): () => void {
  const query = window.matchMedia(narrow)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}
