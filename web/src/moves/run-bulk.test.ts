import { expect, test } from 'vitest'
import { type BulkStep, runBulk } from './run-bulk.ts'

test.each([0, 1, 3, 4, 5, 57])(
  'each of %i cases ends in its own state, and few are on their way at once',
  async count => {
    const ids = Array.from({ length: count }, (_, i) => i)
    const fails = (id: number) => id % 3 === 1
    const last = new Map<number, BulkStep>()
    let [running, most] = [0, 0]
    await runBulk(
      ids,
      async id => {
        most = Math.max(most, ++running)
        await new Promise(setImmediate)
        running--
        if (fails(id)) throw new Error(String(id))
      },
      (id, step) => last.set(id, step),
      new AbortController().signal,
    )
    expect(most).toBe(Math.min(count, 4))
    for (const id of ids) {
      expect(last.get(id)?.state).toBe(fails(id) ? 'failed' : 'done')
      expect(last.get(id)?.error).toEqual(fails(id) ? new Error(String(id)) : undefined)
    }
  },
)

test('after a stop nothing more is begun, and what was on its way is told as it ended', async () => {
  const stop = new AbortController()
  const begun: number[] = []
  const last = new Map<number, string>()
  const ids = Array.from({ length: 20 }, (_, i) => i)
  await runBulk(
    ids,
    async id => {
      begun.push(id)
      await Promise.resolve()
      if (id === 5) stop.abort()
    },
    (id, { state }) => last.set(id, state),
    stop.signal,
  )
  expect(begun.length).toBeLessThan(12)
  for (const id of ids) expect(last.get(id)).toBe(begun.includes(id) ? 'done' : 'left')
})
