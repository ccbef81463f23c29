import { expect, test } from 'vitest'
import { weightOf } from './borders-layer.ts'

test.each([1, 2, 4, 6])('with %i levels a higher border is always wider and darker', levels => {
  const weights = Array.from({ length: levels }, (_, rank) => weightOf(rank, levels))
  for (const [i, weight] of weights.entries()) {
    const above = weights[i - 1]
    if (above === undefined) continue
    expect(above.width).toBeGreaterThan(weight.width)
    expect(above.opacity).toBeGreaterThan(weight.opacity)
  }
})
