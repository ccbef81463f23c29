import type { IncidentScope } from '../incidents/filter.ts'
import { momentOf, type Selection } from './selection.ts'

/** Pairs of words, numbered in the order in which they were first seen. */
export class PairNumbers {
  readonly pairs: (readonly [string, string])[] = []
  readonly #numbers = new Map<string, number>()

  numberOf(first: string, second: string): number {
    const key = `${first}\n${second}`
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    this.#numbers.set(key, this.pairs.length)
    return this.pairs.push([first, second]) - 1
  }

  /** 1 where the pair is wanted. */
  table(isWanted: (first: string, second: string) => boolean): Uint8Array {
    return Uint8Array.from(this.pairs, ([first, second]) => (isWanted(first, second) ? 1 : 0))
  }
}

/** What the store's numbers mean. */
export interface Dictionary {
  /** Class and net. */
  readonly kinds: PairNumbers
  /** Status and reason. */
  readonly states: PairNumbers
  /** One more than the highest id of a grid. */
  readonly grids: number
}

/** A scope as tables over the store's numbers; null when it asks for something that the store does not keep, as other modules may add. */
export function selectionOf(scope: IncidentScope, { kinds, states, grids }: Dictionary): Selection | null {
  const { gridIds, statuses, classes, net, reasons, from, to, words, ...others } = scope
  const { openOnly: _saidByStatuses, now: _saidByOthers, ...conditions } = others
  if (words.length > 0 || Object.values(conditions).some(each => each !== null && each !== undefined))
    return null
  const hasState = statuses !== null || reasons !== null
  const hasKind = classes !== null || net !== null
  return {
    from: from && momentOf(from.getTime()),
    to: to && momentOf(to.getTime()),
    states: hasState
      ? states.table(
          (status, reason) => (statuses?.includes(status) ?? true) && (reasons?.includes(reason) ?? true),
        )
      : null,
    kinds: hasKind
      ? kinds.table((code, of) => (classes?.includes(code) ?? true) && (net === null || net === of))
      : null,
    grids: gridIds && gridTable(gridIds, grids),
  }
}

function gridTable(ids: readonly number[], grids: number): Uint8Array {
  const table = new Uint8Array(grids)
  for (const id of ids) if (id < grids) table[id] = 1
  return table
}
