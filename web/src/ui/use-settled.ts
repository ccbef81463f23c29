import { useEffect, useState } from 'react'

/** The value once it has stood still for a moment: a question per word, not per keystroke. */
export function useSettled<T>(value: T, afterMs = 180): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs)
    return () => clearTimeout(timer)
  }, [value, afterMs])
  return settled
}
