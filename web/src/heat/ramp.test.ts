import { describe, expect, test } from 'vitest'
import { legendFigures, rampColour, rampPlace } from './ramp.ts'

/** Relative luminance after WCAG. */
function luminance([r, g, b]: readonly number[]): number {
  const linear = (byte = 0) => {
    const c = byte / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

describe.each([false, true])('ramp on a dark ground: %s', dark => {
  test('runs one way in lightness, so it reads without colour vision', () => {
    const steps = Array.from({ length: 41 }, (_, i) => luminance(rampColour(i / 40, dark)))
    const sorted = [...steps].sort((a, b) => (dark ? a - b : b - a))
    expect(steps).toEqual(sorted)
    expect(Math.abs((steps[0] ?? 0) - (steps.at(-1) ?? 0))).toBeGreaterThan(0.6)
  })

  test('holds at its ends', () => {
    expect(rampColour(-1, dark)).toEqual(rampColour(0, dark))
    expect(rampColour(2, dark)).toEqual(rampColour(1, dark))
  })
})

test('figures of a legend are round, rising, and within the maximum', () => {
  for (const max of [0.44, 1, 3.7, 26, 999, 12_345]) {
    const figures = legendFigures(max)
    expect(figures.length).toBeGreaterThan(0)
    expect(figures.at(-1)).toBeLessThanOrEqual(max)
    expect(figures).toEqual([...figures].sort((a, b) => a - b))
    for (const figure of figures) expect(rampPlace(figure, max)).toBeLessThanOrEqual(1)
  }
  expect(legendFigures(0)).toEqual([])
})
