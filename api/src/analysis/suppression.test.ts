import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Entry, shown } from './suppression.ts'

const places = ['north', 'east', 'south']
const months = ['2026-01', '2026-02', '2026-03', '2026-04']
const entry = fc.record({
  place: fc.constantFrom(...places),
  month: fc.constantFrom(...months),
  open: fc.boolean(),
  count: fc.integer({ min: 1, max: 9 }),
})
const cases = fc.array(entry, { maxLength: 60 })
const least = fc.integer({ min: 2, max: 9 })

/** Every question that may be asked: any places together, from month to month, open, ended or both. */
function everyAnswer(table: readonly Entry<string>[]): number[] {
  const answers: number[] = []
  for (let chosen = 1; chosen < 2 ** places.length; chosen++)
    for (let from = 0; from < months.length; from++)
      for (let to = from; to < months.length; to++)
        for (const state of [null, true, false])
          answers.push(
            table
              .filter(
                ({ place, month, open }) =>
                  (chosen & (1 << places.indexOf(place))) > 0 &&
                  month >= (months[from] ?? '') &&
                  month <= (months[to] ?? '') &&
                  (state === null || state === open),
              )
              .reduce((sum, { count }) => sum + count, 0),
          )
  return answers
}

test('nothing that is told is below the least, and no two answers differ by less', () => {
  fc.assert(
    fc.property(cases, least, (exact, k) => {
      const answers = everyAnswer(shown(exact, k))
      for (const answer of answers) expect(answer % k).toBe(0)
      const steps = new Set(answers.flatMap(a => answers.slice(0, 40).map(b => Math.abs(a - b))))
      for (const step of steps) expect(step === 0 || step >= k).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('a case more or less shows nowhere, in any answer, unless a whole group of the least is full with it', () => {
  fc.assert(
    fc.property(cases, entry, least, (exact, other, k) => {
      const one = { ...other, count: 1 }
      const before = exact
        .filter(each => each.place === one.place && each.month === one.month && each.open === one.open)
        .reduce((sum, each) => sum + each.count, 0)
      const same =
        JSON.stringify(everyAnswer(shown(exact, k))) ===
        JSON.stringify(everyAnswer(shown([...exact, one], k)))
      expect(same).toBe((before + 1) % k !== 0)
    }),
    { numRuns: 60 },
  )
})

test('never more than there is, never less by the least or more in an entry', () => {
  fc.assert(
    fc.property(cases, least, (exact, k) => {
      const whole = shown(exact, 1)
      const told = new Map(
        shown(exact, k).map(each => [`${each.place} ${each.month} ${each.open}`, each.count]),
      )
      for (const { place, month, open, count } of whole) {
        const said = told.get(`${place} ${month} ${open}`) ?? 0
        expect(count - said).toBeGreaterThanOrEqual(0)
        expect(count - said).toBeLessThan(k)
      }
    }),
  )
})
