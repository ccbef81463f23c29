import type { LiveEvent } from '@jingwei/api/events/contract.ts'
import type { WallOpen } from '@jingwei/api/wall/contract.ts'
import { expect, test, vi } from 'vitest'
import { OpenCases } from './open-cases.ts'
import { WallStore } from './wall-store.ts'

const open: WallOpen = {
  at: '2026-03-01T00:00:00Z',
  seq: 10,
  classes: ['E01'],
  statuses: ['reported', 'handling'],
  grids: ['A1'],
  rows: [
    [1, 117, 32, 0, 1, 0, 1],
    [2, 117.1, 32, 0, 0, -1, 0],
  ],
  truncated: false,
}
const step = (seq: number, id: number, status: string) =>
  ({ seq, id, status, lon: 117, lat: 32, classCode: 'E01', grid: 'A1', chain: [] }) as unknown as LiveEvent
const ids = (cases: OpenCases) => cases.all.map(({ id }) => id)

test('steps come and go; what the set has counted in changes nothing', () => {
  const cases = new OpenCases()
  cases.replace(open)
  expect(cases.all[0]).toMatchObject({ id: 1, isLate: true, grid: 'A1' })
  cases.apply(step(9, 1, 'closed'))
  cases.apply(step(11, 3, 'reported'))
  cases.apply(step(12, 2, 'void'))
  expect(ids(cases)).toEqual([1, 3])
})

test('what is told while the set is on its way is not lost', () => {
  const cases = new OpenCases()
  cases.expect()
  cases.apply(step(9, 2, 'reported'))
  cases.apply(step(11, 3, 'reported'))
  cases.apply(step(12, 1, 'closed'))
  cases.replace(open)
  expect(ids(cases)).toEqual([2, 3])
})

test('a step that is told twice counts once', () => {
  vi.useFakeTimers()
  const store = new WallStore()
  const heard: number[] = []
  store.onStep(({ seq }) => heard.push(seq))
  for (const seq of [5, 6, 6, 5, 7]) store.step(step(seq, seq, 'reported'))
  vi.advanceTimersByTime(4000)
  expect(heard).toEqual([5, 6, 7])
  expect(store.state).toMatchObject({ seq: 7, heard: 3, doubled: 2 })
  expect(store.state.open).toHaveLength(3)
  vi.useRealTimers()
})
