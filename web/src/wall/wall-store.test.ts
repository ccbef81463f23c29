import type { LiveEvent } from '@jingwei/api/events/contract.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WallStore } from './wall-store.ts'

const step = (seq: number) =>
  ({
    seq,
    id: seq,
    lon: 1,
    lat: 2,
    classCode: 'C1',
    status: 'reported',
    grid: null,
    at: '2026-03-01T08:00:00Z',
    verb: 'report',
  }) as LiveEvent

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('cases come onto the map also where the server is heard every second', () => {
  const store = new WallStore()
  store.step(step(1))
  store.step(step(2))
  for (let second = 0; second < 3; second++) {
    store.set({ feed: { status: 'live', heardAt: second } })
    vi.advanceTimersByTime(1_000)
  }
  expect(store.state.open.map(({ id }) => id)).toEqual([1, 2])
})

test('what comes together is shown together, and a step that was told before counts for nothing', () => {
  const store = new WallStore()
  let shown = 0
  store.subscribe(() => shown++)
  expect([step(1), step(2), step(2), step(1)].map(each => store.step(each))).toEqual([
    true,
    true,
    false,
    false,
  ])
  vi.advanceTimersByTime(60_000)
  expect(shown).toBe(1)
  expect(store.state).toMatchObject({ seq: 2, heard: 2, doubled: 2 })
})
