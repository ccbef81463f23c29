import type { QueryClient } from '@tanstack/react-query'
import { asFailure } from '../ui/states.tsx'
import { history, setView } from '../view.ts'
import { answerIdentity, openScreen } from './access.api.ts'

/** Where the reader was when they left for the identity server; their tab alone knows. */
const leftFrom = 'jingwei.left-from'
/** Why somebody who came back is not signed in; shown by the sign-in dialog, forgotten with the next sign-in. */
export const arrivalFailureKey = ['access', 'arrival-failure'] as const

export function leaveFor(url: string): void {
  sessionStorage.setItem(leftFrom, history.location.search)
  window.location.assign(url)
}

/**
 * Keys that came with the page's address are used and taken out of it: a wall display's `#screen=`, the identity server's answer.
 * (An invitation's stays until its owner has chosen a password.)
 */
export async function arrive(queries: QueryClient): Promise<void> {
  const entering = enterByAddress()
  if (entering === null) return
  try {
    await entering
    await queries.resetQueries()
  } catch (error) {
    queries.setQueryData(arrivalFailureKey, asFailure(error))
    setView({ dialog: 'sign-in' }, 'replace')
  }
}

/** Null: an ordinary address. */
function enterByAddress(): Promise<unknown> | null {
  const { search, hash, pathname } = history.location
  const screen = new URLSearchParams(hash.replace(/^#/, '')).get('screen')
  if (screen !== null) {
    history.replace(`${pathname}${search}`)
    return openScreen(screen)
  }
  const query = new URLSearchParams(search)
  const [state, code, error] = ['state', 'code', 'error'].map(name => query.get(name) ?? undefined)
  if (state === undefined || (code === undefined && error === undefined)) return null
  history.replace(`${pathname}${sessionStorage.getItem(leftFrom) ?? ''}`)
  sessionStorage.removeItem(leftFrom)
  setView({ dialog: undefined }, 'replace')
  const iss = query.get('iss')
  return answerIdentity({
    state,
    ...(code === undefined ? {} : { code }),
    ...(error === undefined ? {} : { error }),
    ...(iss === null ? {} : { iss }),
  })
}
