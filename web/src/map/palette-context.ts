import { createContext, use } from 'react'
import type { Palette } from './palette.ts'

export const PaletteContext = createContext<Palette | null>(null)

/** The map's colours in the theme that is on. */
export function usePalette(): Palette {
  const palette = use(PaletteContext)
  if (palette === null) throw new Error('usePalette outside of <Theme>')
  return palette
}
