import { type Actor, visitor } from '../context.ts'
import type { Verb } from '../permissions.ts'
import type { Session } from './contract.ts'

/** Who asks, and by what they prove it. */
export interface Caller {
  readonly actor: Actor
  /** As people say it. */
  readonly name: string
  readonly means: NonNullable<Session['means']>
  /** Of the session or the token, as `means` says: what may be ended while a stream is open. */
  readonly id: number
  readonly expiresAt: Date
  /** What a token is confined to; null: whatever the account may. */
  readonly verbs: ReadonlySet<Verb> | null
  readonly needsSecondFactor: boolean
}

/** The session as its owner sees it; null: a visitor's. */
export function describeCaller(
  caller: Caller | null,
  about: { readonly setupRequired: boolean; readonly identityServer: string | null },
): Session {
  const { account, role, grid } = caller?.actor ?? visitor
  return {
    account,
    name: caller?.name ?? null,
    role,
    grid,
    expiresAt: caller?.expiresAt.toISOString() ?? null,
    means: caller?.means ?? null,
    needsSecondFactor: caller?.needsSecondFactor ?? false,
    ...about,
  }
}
