import { expect, test } from 'vitest'
import { frameAt, heatFrames } from './heat-day.ts'

const hourMs = 3_600_000

test('the frames are the last 24 hours: each ends on an hour of the clock, one hour after the one before, the last one with now in it', () => {
  const now = Date.parse('2026-11-20T08:20:00Z')
  const frames = heatFrames(now)
  const end = Date.parse('2026-11-20T09:00:00Z')
  expect(frames.at(-1)?.to).toBe(end)
  expect(frames[0]?.from).toBe(end - 24 * hourMs)
  for (const [i, { from, to }] of frames.entries()) {
    expect(to - from).toBe(3 * hourMs)
    if (i > 0) expect(to - (frames[i - 1]?.to ?? 0)).toBe(hourMs)
  }
})

test('a scene runs through all frames in its time and rests on the last; held, it shows the newest', () => {
  const seen = Array.from({ length: 200 }, (_, i) => frameAt({ progress: i / 199, isPinned: false }))
  expect(new Set(seen).size).toBe(heatFrames(0).length)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(seen.filter(frame => frame === seen.at(-1)).length).toBeGreaterThan(200 / seen.length)
  expect(frameAt({ progress: 0, isPinned: true })).toBe(heatFrames(0).length - 1)
})
