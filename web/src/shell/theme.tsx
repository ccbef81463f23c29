import { type ReactNode, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import { type Palette, readPalette } from '../map/palette.ts'
import { PaletteContext } from '../map/palette-context.ts'
import { useView, type View } from '../view.ts'

export type ThemeName = NonNullable<View['theme']>

const darkQuery = window.matchMedia('(prefers-color-scheme: dark)')
const onSystemChange = (changed: () => void) => {
  darkQuery.addEventListener('change', changed)
  return () => darkQuery.removeEventListener('change', changed)
}

/** The theme of the address, else the system's. */
export function useThemeName(): ThemeName {
  const isSystemDark = useSyncExternalStore(onSystemChange, () => darkQuery.matches)
  return useView(view => view.theme) ?? (isSystemDark ? 'night' : 'paper')
}

/** Sets the page's theme and gives the map the same colours. */
export function Theme({ children }: { children: ReactNode }) {
  const name = useThemeName()
  const [palette, setPalette] = useState<Palette | null>(null)
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = name
    setPalette(readPalette(name))
  }, [name])
  return palette === null ? null : <PaletteContext value={palette}>{children}</PaletteContext>
}
