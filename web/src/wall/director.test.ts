import type { LiveEvent } from '@jingwei/api/events/contract.ts'
import { expect, test } from 'vitest'
import { Director } from './director.ts'
import { pinnedShot, shotsOf } from './shots.ts'
import type { Scene } from './wall.api.ts'

const scenes: Scene[] = [
  { kind: 'city', seconds: 40 },
  { kind: 'grids', seconds: 10 },
  { kind: 'changes', seconds: 20 },
  { kind: 'chosen', seconds: 30, title: { zh: '专项' }, grids: ['A'], classes: [] },
]
const context = { grids: ['A', 'B'], hasChanges: false }
const shots = shotsOf(scenes, context)
const start = Date.parse('2026-03-01T08:00:00Z')
const serious = (id: number, at = start) =>
  ({ id, seq: id, at: new Date(at).toISOString(), verb: 'report' }) as LiveEvent
const key = (director: Director, seconds: number) => director.shown(start + seconds * 1000).shot.key

test('a programme becomes a round; what has nothing to show is left out', () => {
  expect(shots.map(shot => shot.key)).toEqual(['0', '1 A', '1 B', '3'])
  expect(shotsOf(scenes, { ...context, hasChanges: true }).map(shot => shot.kind)).toContain('changes')
  expect(shotsOf([{ kind: 'changes', seconds: 9 }], context).map(shot => shot.kind)).toEqual(['city'])
  expect(pinnedShot(shots, { scene: 1, grid: 'B' })).toBe(2)
  expect(pinnedShot(shots, { scene: 1 })).toBe(1)
  expect(pinnedShot(shots, { scene: 2 })).toBe(-1)
})

test('a scene that has nothing to show cannot be held: the round goes on', () => {
  const director = new Director(shots, start)
  director.setRemote({ pinned: { scene: 2 }, skips: 0 }, start)
  expect(director.shown(start)).toMatchObject({ isPinned: false })
  expect(key(director, 45)).toBe('1 A')
})

test('shots take turns, each for its time', () => {
  const director = new Director(shots, start)
  expect([0, 39, 40, 49, 50, 60, 89, 90].map(second => key(director, second))).toEqual([
    '0',
    '0',
    '1 A',
    '1 A',
    '1 B',
    '3',
    '3',
    '0',
  ])
})

test('a night’s sleep of the machine moves one shot on, and a clock set back holds nothing up', () => {
  const director = new Director(shots, start)
  expect(key(director, 8 * 3600)).toBe('1 A')
  expect(key(director, 8 * 3600 + 5)).toBe('1 A')
  expect(key(director, -3600)).toBe('1 A')
  expect(key(director, -3600 + 10)).toBe('1 B')
})

test('the remote holds a shot until it lets go, and a skip goes to the next', () => {
  const director = new Director(shots, start)
  director.setRemote({ pinned: null, skips: 4 }, start)
  director.setRemote({ pinned: { scene: 3 }, skips: 4 }, start + 1000)
  expect(director.shown(start + 500_000)).toMatchObject({ isPinned: true, progress: 0, shot: { key: '3' } })
  director.setRemote({ pinned: null, skips: 4 }, start + 500_000)
  expect(key(director, 529)).toBe('3')
  director.setRemote({ pinned: null, skips: 5 }, start + 529_500)
  expect(key(director, 530)).toBe('0')
})

test('a serious case interrupts, gives way after its time, and the next one waits for a rest', () => {
  const director = new Director(shots, start)
  director.interrupt(serious(1, start), start)
  director.interrupt(serious(2, start), start)
  expect(director.shown(start + 1000)).toMatchObject({ serious: { id: 2 }, waiting: 1, shot: { key: '0' } })
  expect(director.shown(start + 20_000).serious).toBeNull()
  expect(director.shown(start + 31_000).serious).toBeNull()
  expect(director.shown(start + 33_000).serious).toMatchObject({ id: 1 })
  expect(director.shown(start + 60_000)).toMatchObject({ serious: null, shot: { key: '0' } })
})

test('many serious cases at once do not hold the wall for an hour, and old news does not interrupt', () => {
  const director = new Director(shots, start)
  for (let id = 1; id <= 50; id++) director.interrupt(serious(id), start)
  director.interrupt(serious(99, start - 3_600_000), start)
  expect(director.shown(start)).toMatchObject({ serious: { id: 50 }, waiting: 49 })
  const seen = new Set<number>()
  for (let second = 0; second < 300; second++) {
    const found = director.shown(start + second * 1000).serious
    if (found !== null) seen.add(found.id)
  }
  expect([...seen]).toEqual([50, 49, 48])
})

test('on a day when something serious comes in all the time the round goes on between', () => {
  const director = new Director(shots, start)
  const seen = new Set<string>()
  for (let second = 0; second < 600; second++) {
    const at = start + second * 1000
    if (second % 10 === 0) director.interrupt(serious(second, at), at)
    const { shot, serious: interrupting } = director.shown(at)
    if (interrupting === null) seen.add(shot.key)
  }
  expect([...seen]).toEqual(shots.map(shot => shot.key))
})

test('a changed programme leaves the shot that is on', () => {
  const director = new Director(shots, start)
  expect(key(director, 45)).toBe('1 A')
  director.setShots(shotsOf([...scenes, { kind: 'centers', seconds: 9 }], context), start + 46_000)
  expect(key(director, 49)).toBe('1 A')
  director.setShots(shotsOf([{ kind: 'centers', seconds: 9 }], context), start + 50_000)
  expect(director.shown(start + 51_000).shot.kind).toBe('centers')
})
