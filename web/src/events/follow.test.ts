import type { LiveEvent } from '@jingwei/api/events/contract.ts'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Follower } from './follow.ts'

let queries: QueryClient
let follower: Follower
const asked = new Map<string, number>()
const closings: (() => void)[] = []
/** How long the server takes. */
let answerMs = 0
const waiting: { at: number; answer: () => void }[] = []

beforeEach(async () => {
  vi.useFakeTimers()
  queries = new QueryClient()
  follower = new Follower(queries)
  answerMs = 0
  for (const key of [
    ['incidents', 'list', {}],
    ['incidents', 'one', 7],
    ['incidents', 'one', 8],
    ['heat', {}, 0],
    ['grids', 'one', 'A', null],
    ['city'],
  ])
    show(key)
  await pass(100)
  asked.clear()
})
afterEach(() => {
  for (const close of closings.splice(0)) close()
  follower.stop()
  vi.useRealTimers()
})

/** Lets time go by; the server answers what it has thought about for long enough. */
async function pass(ms: number) {
  for (let passed = 0; passed < ms; passed += 50) {
    await vi.advanceTimersByTimeAsync(50)
    for (const { answer } of waiting.splice(0, waiting.filter(({ at }) => at <= Date.now()).length)) answer()
    await vi.advanceTimersByTimeAsync(0)
  }
}

function show(queryKey: unknown[]) {
  const observer = new QueryObserver(queries, {
    queryKey,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const key = queryKey.slice(0, 3).join()
      asked.set(key, (asked.get(key) ?? 0) + 1)
      await new Promise<void>(answer => waiting.push({ at: Date.now() + answerMs, answer }))
      return key
    },
  })
  closings.push(observer.subscribe(() => {}))
}

const step = (id: number) =>
  ({ id, status: 'filed', lon: null, lat: null, chain: [] }) as unknown as LiveEvent

test('a step asks again for what it touches, once', async () => {
  follower.step(step(7))
  follower.step(step(7))
  await pass(1000)
  expect(Object.fromEntries(asked)).toEqual({
    'incidents,list,[object Object]': 1,
    'incidents,one,7': 1,
    'heat,[object Object],0': 1,
    'grids,one,A': 1,
  })
})

test('what a reset may have changed is all asked again', async () => {
  follower.everything()
  await pass(1000)
  expect(asked.get('incidents,one,8')).toBe(1)
  expect(asked.has('city')).toBe(false)
})

test('a slow server is asked less often than a quick one', async () => {
  const flood = async () => {
    for (let ms = 0; ms < 10_000; ms += 50) {
      follower.step(step(7))
      await pass(50)
    }
    return asked.get('incidents,one,7') ?? 0
  }
  const quick = await flood()
  asked.clear()
  answerMs = 2000
  const slow = await flood()
  expect(quick).toBeGreaterThan(15)
  expect(slow).toBeGreaterThan(1)
  expect(slow).toBeLessThan(5)
})
