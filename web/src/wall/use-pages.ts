import { type RefObject, useEffect, useState } from 'react'

/** Long enough to read a page from afar. */
const turnMs = 8_000

interface Page {
  readonly from: number
  readonly to: number
  readonly number: number
  readonly of: number
}

/** A list that is longer than its box turns its pages: which part of it is seen now. */
export function usePages(box: RefObject<HTMLElement | null>, count: number): Page {
  const [room, setRoom] = useState(0)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const observer = new ResizeObserver(() => setRoom(roomIn(element)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  useEffect(() => {
    if (count === 0) return
    // the first rows are here: now it is known how high one is
    if (box.current !== null) setRoom(roomIn(box.current))
    const timer = setInterval(() => setTurn(turn => turn + 1), turnMs)
    return () => clearInterval(timer)
  }, [box, count])
  return pageOf(count, room, turn)
}

/** Pages as even as they can be; all of it where the room is not known yet. */
export function pageOf(count: number, room: number, turn: number): Page {
  const of = room === 0 ? 1 : Math.max(1, Math.ceil(count / room))
  const size = Math.ceil(count / of)
  const at = turn % of
  return { from: Math.min(count, at * size), to: Math.min(count, (at + 1) * size), number: at + 1, of }
}

/** How many rows are seen whole, in as many columns as there are. */
function roomIn(box: HTMLElement): number {
  const row = box.firstElementChild
  if (!(row instanceof HTMLElement) || row.offsetHeight === 0) return 0
  const style = getComputedStyle(box)
  const [rowGap, columnGap] = [style.rowGap, style.columnGap].map(gap => Number.parseFloat(gap) || 0) as [
    number,
    number,
  ]
  const rows = Math.floor((box.clientHeight + rowGap) / (row.offsetHeight + rowGap))
  const columns = Math.floor((box.clientWidth + columnGap + 1) / (row.offsetWidth + columnGap))
  return Math.max(1, rows) * Math.max(1, columns)
}
