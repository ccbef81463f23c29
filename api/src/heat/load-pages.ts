import type { Sql } from '../database/sql.ts'
import { RouteReason } from '../routing/contract.ts'
import { IncidentStatus } from '../wire.ts'
import type { IncidentStore, NumberedIncident } from './incident-store.ts'
import {
  bytesOfPageRow,
  type PageWords,
  type StoredIncident,
  selectBeginning,
  selectHorizon,
  selectPage,
  selectStored,
} from './store.queries.ts'

/** Rows of a page: on the embedded database, which does one thing at a time, nobody waits long for one. */
const pageRows = 10_000

/**
 * Where the log ends, when everything up to there is final: a number is given out before its transaction commits, so first all transactions
 * that ran when the end was seen must have ended.
 */
export async function waitForOlder(sql: () => Sql): Promise<number> {
  const seen = await selectHorizon(sql())
  for (;;) {
    const { oldest } = await selectHorizon(sql())
    if (oldest >= seen.next) return seen.top
    await new Promise(done => setTimeout(done, 100))
  }
}

/** Reads every incident, page by page. @param onProgress says whether to go on */
export async function loadPages(
  sql: () => Sql,
  store: IncidentStore,
  onProgress: (progress: number) => boolean,
): Promise<void> {
  const { lastId, classes, nets } = await selectBeginning(sql())
  const words = { classes, nets, statuses: IncidentStatus.options, reasons: RouteReason.options }
  for (let after = 0; ; ) {
    const { last, bytes } = await selectPage(sql(), after, pageRows, words)
    if (last === null) return
    const unknown = putPage(store, bytes, words)
    for (const incident of unknown.length === 0 ? [] : await selectStored(sql(), unknown))
      store.put(numbered(store, incident))
    after = last
    if (!onProgress(Math.min(1, last / Math.max(1, lastId)))) return
  }
}

export function numbered(
  store: IncidentStore,
  { id, at, cell, gridId, classCode, net, status, reason }: StoredIncident,
): NumberedIncident {
  const kind = store.kinds.numberOf(classCode, net)
  return { id, at, cell, gridId, kind, state: store.stateNumber(status, reason) }
}

/** @returns ids of incidents with a word that is not among the page's: of a class that came just now */
function putPage(store: IncidentStore, bytes: Uint8Array, words: PageWords): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kindOf = pairsOf(words.classes, words.nets, (code, net) => store.kinds.numberOf(code, net))
  const stateOf = pairsOf(words.statuses, words.reasons, (status, reason) =>
    store.stateNumber(status, reason),
  )
  const unknown: number[] = []
  for (let at = 0; at < bytes.length; at += bytesOfPageRow) {
    const id = Number(view.getBigInt64(at))
    const cell = Number(view.getBigInt64(at + 16))
    const grid = view.getInt32(at + 24)
    const kind = kindOf(view.getInt16(at + 28), view.getInt16(at + 30))
    const state = stateOf(view.getInt16(at + 32), view.getInt16(at + 34))
    if (kind === null || state === null) unknown.push(id)
    else {
      const place = { cell: cell < 0 ? null : cell, gridId: grid === 0 ? null : grid }
      store.put({ id, at: Number(view.getBigInt64(at + 8)), ...place, kind, state })
    }
  }
  return unknown
}

/** The number of each pair of words by their places among them; null where one is not among them. */
function pairsOf(
  first: readonly string[],
  second: readonly string[],
  numberOf: (a: string, b: string) => number,
): (a: number, b: number) => number | null {
  const known = new Map<number, number>()
  return (a, b) => {
    const key = a * second.length + b
    const found = known.get(key)
    if (found !== undefined) return found
    const [one, other] = [first[a], second[b]]
    if (one === undefined || other === undefined) return null
    const number = numberOf(one, other)
    known.set(key, number)
    return number
  }
}
