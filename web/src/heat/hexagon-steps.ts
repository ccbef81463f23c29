import { type Rgb, rampColour } from './ramp.ts'

/** More than this the eye does not tell apart, and the legend has no room for. */
const mostSteps = 6
/** First digits of the bounds, finest first. */
const series = [[1, 2, 5], [1, 3], [1]] as const
/** The palest colours cannot be told from paper. */
const palest = 0.08
/** Streets and water shine through a hexagon. */
const opacity = 0.78

/** A colour and the counts that have it, both ends included. */
export type HexagonStep = { readonly from: number; readonly to: number }

/**
 * Counts → steps with round bounds that do not move with every report; the last ends at the highest count there is. As long as they are
 * few, each count has a step of its own.
 */
export function stepsUpTo(max: number): HexagonStep[] {
  if (max <= 0) return []
  const from = max <= mostSteps ? Array.from({ length: max }, (_, i) => i + 1) : boundsUpTo(max)
  return from.map((bound, i) => ({ from: bound, to: (from[i + 1] ?? max + 1) - 1 }))
}

export function stepOf(count: number, steps: readonly HexagonStep[]): number {
  return steps.findLastIndex(({ from }) => count >= from)
}

/** Colour of a step, red to blue 0…255. More is always further from the ground. */
export function stepColour(step: number, steps: number, dark: boolean): Rgb {
  return rampColour(steps <= 1 ? palest : palest + ((1 - palest) * step) / (steps - 1), dark)
}

export const hexagonOpacity = opacity

function boundsUpTo(max: number): number[] {
  for (const digits of series) {
    const bounds: number[] = []
    for (let size = 1; size <= max; size *= 10)
      for (const digit of digits) if (digit * size <= max) bounds.push(digit * size)
    if (bounds.length <= mostSteps) return bounds
  }
  // beyond a million: its highest powers of ten
  const top = Math.floor(Math.log10(max))
  return [1, ...Array.from({ length: mostSteps - 1 }, (_, i) => 10 ** (top - mostSteps + 2 + i))]
}
