import { useEffect, useRef, useState } from 'react'
import type { GridsAt, useGridsAt } from '../grids/grids-at.ts'
import type { Pointer } from '../map/map-view.ts'

/** A pointer that stays so long in a place asks the server for it. */
const restMs = 80

type Hover = { readonly pointer: Pointer; readonly chain: GridsAt }

/** What is under the pointer. Where the server has to be asked, what was there before stays until it has answered. */
export function useHover(gridsAt: ReturnType<typeof useGridsAt>) {
  const [hovered, setHovered] = useState<Hover | null>(null)
  const latest = useRef<Pointer | null>(null)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(rest.current), [])

  const hover = (pointer: Pointer | null) => {
    latest.current = pointer
    clearTimeout(rest.current)
    if (pointer === null) return setHovered(null)
    const show = (chain: GridsAt) => {
      if (latest.current === pointer)
        setHovered(chain.length === 0 && pointer.pick === null ? null : { pointer, chain })
    }
    const known = gridsAt.known(pointer.place)
    if (known !== null) return show(known)
    rest.current = setTimeout(() => void gridsAt.ask(pointer.place).then(show), restMs)
  }
  return [hovered, hover] as const
}
