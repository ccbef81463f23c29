import { type RefObject, useEffect } from 'react'

/**
 * Brings the keyboard to the heading of what was just opened. Not when the page itself has just opened: then the reader has
 * not been anywhere yet.
 */
export function useArrival(heading: RefObject<HTMLElement | null>, isWanted = true): void {
  useEffect(() => {
    if (isWanted && navigator.userActivation.hasBeenActive) heading.current?.focus()
  }, [heading, isWanted])
}
