import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonical, toDegrees, toUnits } from './units.ts'

it('gives every unit back after a trip through degrees', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_800_000_000, max: 1_800_000_000 }), units => {
      expect(toUnits(toDegrees(units))).toBe(units)
      expect(canonical(toDegrees(units))).toBe(toDegrees(units))
    }),
    { numRuns: 5000 },
  )
})

it('reads the canonical double of seven decimals as that number of units', () => {
  expect(toUnits(117.0183629)).toBe(1_170_183_629)
  expect(toUnits(-0.00000001)).toBe(0)
  expect(Object.is(toUnits(-0.00000001), 0)).toBe(true)
})

it('keeps what is no number no number', () => {
  expect(toUnits(Number.NaN)).toBeNaN()
})
