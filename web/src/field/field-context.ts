import { createContext, use, useSyncExternalStore } from 'react'
import type { Session } from '../access/access.api.ts'
import type { Outbox, Parcel } from './outbox.ts'
import type { PositionState } from './position.ts'
import type { Written } from './written.ts'

/** What every screen needs: who is here, what that person wrote, and whether the server can be reached. */
export interface FieldWork {
  readonly account: string
  readonly session: Session
  readonly outbox: Outbox
  readonly isSending: boolean
  readonly isOffline: boolean
  readonly position: PositionState
  askPosition(): void
  /** On the disk first, then sent as soon as it can be. */
  write(parcel: Parcel): Promise<void>
  sendNow(): void
  /** Tells the person something for a moment. */
  say(words: string): void
}

export const FieldContext = createContext<FieldWork | null>(null)

export function useFieldWork(): FieldWork {
  const work = use(FieldContext)
  if (work === null) throw new Error('outside of the field page')
  return work
}

/** The person's writings, in order. */
export function useLines(): readonly Written[] {
  const { outbox } = useFieldWork()
  return useSyncExternalStore(
    changed => outbox.listen(changed),
    () => outbox.lines,
  )
}
