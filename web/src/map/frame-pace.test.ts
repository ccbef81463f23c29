import { expect, test } from 'vitest'
import { FramePace } from './frame-pace.ts'

const after = (...frames: number[]) => {
  const pace = new FramePace()
  for (const frame of frames) pace.note(frame)
  return pace.isSlow
}
const times = (n: number, frame: number) => Array.from({ length: n }, () => frame)

test('a machine is fast until it has shown otherwise', () => {
  expect(after()).toBe(false)
  expect(after(...times(4, 500))).toBe(false)
  expect(after(...times(200, 33))).toBe(false)
  expect(after(...times(5, 100))).toBe(true)
})

test('a single stop says nothing', () => {
  expect(after(16, 900, 16, 900, 16)).toBe(false)
})

test('what was slow is tried again when it keeps up, a few times only', () => {
  const pace = new FramePace()
  let turns = 0
  for (let i = 0; i < 20; i++) {
    for (const frame of times(5, 100)) pace.note(frame)
    expect(pace.isSlow).toBe(true)
    for (const frame of times(5, 16)) pace.note(frame)
    if (!pace.isSlow) turns++
  }
  expect(turns).toBe(3)
  for (const frame of times(50, 30)) pace.note(frame)
  expect(pace.isSlow).toBe(true)
})
