import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Gap, settle } from './settle.ts'

test('without a gap everything is final', () => {
  expect(settle(10, null, { top: 13, count: 3, oldest: 100n, next: 100n })).toEqual({ until: 13, gap: null })
})

test('a missing number is waited for until those who ran when it was missed have ended', () => {
  const missed = settle(10, null, { top: 13, count: 2, oldest: 98n, next: 105n })
  expect(missed).toEqual({ until: 10, gap: { below: 13, next: 105n } })
  expect(settle(10, missed.gap, { top: 20, count: 9, oldest: 104n, next: 110n })).toEqual({
    until: 10,
    gap: missed.gap,
  })
  // rolled back: it will never be there; what is above is looked at anew
  expect(settle(10, missed.gap, { top: 20, count: 9, oldest: 105n, next: 110n })).toEqual({
    until: 13,
    gap: null,
  })
})

/** Each transaction takes a number, then commits or rolls back later: any interleaving. */
const steps = fc.array(fc.record({ act: fc.constantFrom('begin', 'end', 'look'), pick: fc.nat() }), {
  maxLength: 120,
})

test('whatever interleaves, every committed number is told once and in order', () => {
  fc.assert(
    fc.property(steps, fc.func(fc.boolean()), (acts, commits) => {
      const database = new ToyDatabase()
      const told: number[] = []
      let position = 0
      let gap: Gap | null = null
      const look = () => {
        const settled = settle(position, gap, database.seen(position))
        gap = settled.gap
        told.push(...database.visible(position).filter(seq => seq <= settled.until))
        position = settled.until
      }
      for (const { act, pick } of acts) {
        if (act === 'begin') database.begin()
        else if (act === 'end') database.end(pick, commits(pick))
        else look()
      }
      while (database.running.length > 0) database.end(0, commits(database.running.length))
      for (let i = 0; i < 3; i++) look()
      expect(told).toEqual(database.visible(0))
    }),
    { numRuns: 2000 },
  )
})

/** Numbers transactions and sequence as PostgreSQL does. */
class ToyDatabase {
  readonly running: { xid: bigint; seq: number }[] = []
  readonly #committed: number[] = []
  #next = 1n
  #seq = 0

  begin() {
    this.running.push({ xid: this.#next++, seq: ++this.#seq })
  }

  end(pick: number, commit: boolean) {
    const [ended] = this.running.splice(pick % Math.max(1, this.running.length), 1)
    if (ended !== undefined && commit) this.#committed.push(ended.seq)
  }

  visible(after: number): number[] {
    return this.#committed.filter(seq => seq > after).sort((a, b) => a - b)
  }

  seen(after: number) {
    const visible = this.visible(after)
    const [first] = this.running
    const oldest = first?.xid ?? this.#next
    return { top: visible.at(-1) ?? after, count: visible.length, oldest, next: this.#next }
  }
}
