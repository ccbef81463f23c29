import { LiveEvent } from '@jingwei/api/events/contract.ts'
import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { Follower } from './follow.ts'
import { type FeedState, Link } from './link.ts'

/** A page that nobody sees lets its connection go after a while: a browser has few of them, and the server need not speak to it. */
const hiddenMs = 60_000

let state: FeedState = { status: 'lost', heardAt: null }
const listeners = new Set<() => void>()

/** How fresh the picture is. Told when it changes between live, stale and lost; in between `heardAt` moves on silently. */
export function useFeed(): FeedState {
  return useSyncExternalStore(subscribe, () => state)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Keeps what the page has asked for up to date with the city, until the returned function is called. */
export function followCity(queries: QueryClient): () => void {
  const follower = new Follower(queries)
  const link = new Link({
    open: (lastId, signal) =>
      fetch('/api/events', {
        signal,
        cache: 'no-store',
        headers: lastId === null ? {} : { 'last-event-id': lastId },
      }),
    onPiece: (piece, isFirst) => {
      if (piece.kind !== 'event') return
      if (piece.type === 'reset' || isFirst) follower.everything()
      if (piece.type === 'calendar') follower.calendar(parsed(piece.data))
      if (piece.type !== 'message' || piece.data === '') return
      const step = LiveEvent.safeParse(parsed(piece.data))
      if (step.success) follower.step(step.data)
    },
    onState: next => {
      const changed = next.status !== state.status
      state = changed ? next : Object.assign(state, next)
      if (changed) for (const listener of listeners) listener()
    },
  })

  let hiding: ReturnType<typeof setTimeout> | undefined
  const look = () => {
    clearTimeout(hiding)
    if (document.visibilityState === 'hidden') hiding = setTimeout(() => link.stop(), hiddenMs)
    else link.start()
  }
  const hurry = () => link.hurry()
  document.addEventListener('visibilitychange', look)
  window.addEventListener('online', hurry)
  link.start()
  return () => {
    clearTimeout(hiding)
    document.removeEventListener('visibilitychange', look)
    window.removeEventListener('online', hurry)
    link.stop()
    follower.stop()
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
