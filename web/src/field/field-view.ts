import { useSyncExternalStore } from 'react'

/** What the field page shows; it is in the address, so the phone's back button works. */
export type FieldView =
  | { readonly screen: 'cases' | 'report' | 'outbox' | 'me' }
  | { readonly screen: 'case'; readonly id: number }

const screens = ['cases', 'report', 'outbox', 'me'] as const
const path = '/field'

/** Address → view. Never throws: what cannot be read is the list. */
export function readFieldView(search: string): FieldView {
  const raw = new URLSearchParams(search)
  const id = raw.get('case')
  if (id !== null && /^[1-9]\d{0,14}$/.test(id)) return { screen: 'case', id: Number(id) }
  return { screen: screens.find(one => one === raw.get('screen')) ?? 'cases' }
}

export function addressOf(view: FieldView): string {
  if (view.screen === 'case') return `${path}?case=${view.id}`
  return view.screen === 'cases' ? path : `${path}?screen=${view.screen}`
}

export function go(view: FieldView): void {
  window.history.pushState(null, '', addressOf(view))
  window.dispatchEvent(new PopStateEvent('popstate'))
}

export function useFieldView(): FieldView {
  return readFieldView(useSyncExternalStore(listen, () => window.location.search))
}

function listen(changed: () => void): () => void {
  window.addEventListener('popstate', changed)
  return () => window.removeEventListener('popstate', changed)
}
