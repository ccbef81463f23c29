import { useEffect } from 'react'
import { currentView, select, setView, type View } from '../view.ts'

/** Single keys, when no field has the focus. */
const keys: Readonly<Record<string, () => void>> = {
  r: () => select({ report: 'pick' }),
  h: () => setView({ map: undefined }),
  t: () => togglePanel('tree'),
  i: () => togglePanel('incidents'),
  '/': () => setView({ dialog: 'search' }),
}

/** The console's keys: R report, H whole city, T tree, I incidents, / or ⌘K search, Esc back. */
export function useShortcuts(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      if ((event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        setView({ dialog: 'search' })
        return
      }
      if (event.metaKey || event.ctrlKey || event.altKey || currentView().dialog !== undefined) return
      if (event.key === 'Escape') return stepBack()
      if (isTyping(event.target)) return
      const act = keys[event.key.toLowerCase()]
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

/** Esc takes back one thing: the selection first, then the list beside the map. */
function stepBack(): void {
  const { grid, incident, center, report, panel } = currentView()
  if (grid ?? incident ?? center ?? report) select({})
  else if (panel !== undefined) setView({ panel: undefined })
}

function togglePanel(panel: NonNullable<View['panel']>): void {
  setView({ panel: currentView().panel === panel ? undefined : panel })
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}
