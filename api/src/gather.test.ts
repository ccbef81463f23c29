import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGathering, type Outcome } from './gather.ts'

const hopeless = new Error('the database is gone')
const isHopeless = (error: unknown) => error === hopeless
const values = (items: readonly number[]): Outcome<number>[] => items.map(item => ({ value: item * 2 }))

test('an item alone goes at once, those that come meanwhile go together', async () => {
  const batches: (readonly number[])[] = []
  const release: (() => void)[] = []
  const gathering = createGathering<number, number>(
    3,
    async items => {
      batches.push(items)
      await new Promise<void>(done => release.push(done))
      return values(items)
    },
    isHopeless,
  )
  const all = Promise.all([1, 2, 3, 4, 5].map(gathering))
  expect(batches).toEqual([[1]])
  for (let i = 0; i < 3; i++) {
    release[i]?.()
    await new Promise(setImmediate)
  }
  expect(await all).toEqual([2, 4, 6, 8, 10])
  expect(batches).toEqual([[1], [2, 3, 4], [5]])
})

test('whatever fails, every item gets its own outcome, and none is worked on again after it succeeded', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.nat(200), { maxLength: 40 }),
      fc.func(fc.constantFrom('fine', 'fine', 'refused', 'poison')),
      fc.integer({ min: 1, max: 9 }),
      async (items, fateOf, most) => {
        const done: number[] = []
        const gathering = createGathering<number, number>(
          most,
          async batch => {
            expect(batch.length).toBeLessThanOrEqual(most)
            await Promise.resolve()
            if (batch.some(item => fateOf(item) === 'poison')) throw new Error('poison')
            return batch.map(item => {
              if (fateOf(item) === 'refused') return { error: new Error('refused') }
              done.push(item)
              return { value: item }
            })
          },
          isHopeless,
        )
        const outcomes = await Promise.allSettled(items.map(gathering))
        for (const [i, outcome] of outcomes.entries()) {
          const item = items[i] ?? 0
          if (fateOf(item) === 'fine') expect(outcome).toEqual({ status: 'fulfilled', value: item })
          else expect(outcome).toMatchObject({ status: 'rejected', reason: { message: fateOf(item) } })
        }
        expect(done.sort()).toEqual(items.filter(item => fateOf(item) === 'fine').sort())
      },
    ),
  )
})

test('when nothing can be done, nothing is tried again, and the next item starts afresh', async () => {
  let calls = 0
  const gathering = createGathering<number, number>(
    10,
    async items => {
      calls++
      await Promise.resolve()
      if (calls <= 2) throw hopeless
      return values(items)
    },
    isHopeless,
  )
  const failed = await Promise.allSettled([1, 2, 3].map(gathering))
  expect(failed.every(({ status }) => status === 'rejected')).toBe(true)
  expect(calls).toBe(2)
  expect(await gathering(4)).toBe(8)
})
