import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stepColour, stepOf, stepsUpTo } from './hexagon-steps.ts'

const words = (max: number) =>
  stepsUpTo(max).map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`))

test('bounds are round, and the last one is the highest count itself', () => {
  expect(words(0)).toEqual([])
  expect(words(3)).toEqual(['1', '2', '3'])
  expect(words(23)).toEqual(['1', '2–4', '5–9', '10–19', '20–23'])
  expect(words(87)).toEqual(['1', '2–4', '5–9', '10–19', '20–49', '50–87'])
  expect(words(240)).toEqual(['1–2', '3–9', '10–29', '30–99', '100–240'])
})

test('every count has exactly one step', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000_000 }), fc.nat(), (max, some) => {
      const steps = stepsUpTo(max)
      const count = 1 + (some % max)
      expect(steps.length).toBeLessThanOrEqual(6)
      expect(steps.filter(({ from, to }) => count >= from && count <= to)).toEqual([
        steps[stepOf(count, steps)],
      ])
      expect(steps.at(-1)?.to).toBe(max)
    }),
  )
})

test('steps are told apart by lightness alone', () => {
  const grey = ([r, g, b]: readonly [number, number, number]) => 0.2126 * r + 0.7152 * g + 0.0722 * b
  for (const dark of [false, true])
    for (let step = 1; step < 6; step++) {
      const more = grey(stepColour(step, 6, dark)) - grey(stepColour(step - 1, 6, dark))
      expect(dark ? more : -more).toBeGreaterThan(8)
    }
})
