/**
 * Getis and Ord's Gi* (1995) with equal weights: how far the sum of a neighbourhood, the place itself included, lies from what the whole
 * would lead one to expect, in standard deviations. All zero when all values are the same.
 *
 * @param neighbours of each place the others, by index
 */
export function getisOrd(values: readonly number[], neighbours: readonly (readonly number[])[]): number[] {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const spread = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / n - mean * mean)
  return values.map((own, i) => {
    const around = neighbours[i] ?? []
    const size = around.length + 1
    const sum = around.reduce((total, j) => total + (values[j] ?? 0), own)
    const deviation = spread * Math.sqrt((n * size - size * size) / (n - 1))
    return deviation > 1e-12 ? (sum - mean * size) / deviation : 0
  })
}

/** Probability of a standard normal value at least as far from zero. */
export function twoSided(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2)
}

/** Benjamini and Hochberg (1995): p values as false discovery rates, in the order given. */
export function falseDiscovery(p: readonly number[]): number[] {
  const order = p.map((value, index) => ({ value, index })).sort((a, b) => b.value - a.value)
  const out = new Array<number>(p.length)
  let least = 1
  order.forEach(({ value, index }, i) => {
    const rank = p.length - i
    least = Math.min(least, (value * p.length) / rank)
    out[index] = least
  })
  return out
}

/** Complementary error function to 1.2e-7, Chebyshev fitting (Press et al., Numerical Recipes 6.2). */
function erfc(x: number): number {
  const t = 1 / (1 + x / 2)
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
    -0.82215223, 0.17087277,
  ]
  return t * Math.exp(-x * x + coefficients.reduceRight((sum, c) => sum * t + c, 0))
}
