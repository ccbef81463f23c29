import { SearchHit } from '@jingwei/api/search/contract.ts'
import { z } from 'zod'
import { hitId } from './palette-items.ts'

const storageKey = 'jingwei.recent-picks'
const most = 6

/** What was picked last on this device, newest first. */
export function recentPicks(): SearchHit[] {
  try {
    return readPicks(localStorage.getItem(storageKey))
  } catch {
    return [] // the browser keeps nothing for this page
  }
}

export function rememberPick(hit: SearchHit): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(withPick(recentPicks(), hit)))
  } catch {
    // kept nowhere, and nothing depends on it
  }
}

export function readPicks(stored: string | null): SearchHit[] {
  if (stored === null) return []
  try {
    return z.array(SearchHit).max(most).parse(JSON.parse(stored))
  } catch {
    return []
  }
}

export function withPick(picks: readonly SearchHit[], hit: SearchHit): SearchHit[] {
  return [hit, ...picks.filter(pick => hitId(pick) !== hitId(hit))].slice(0, most)
}
