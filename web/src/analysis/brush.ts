/** Bars from `first`, included, to `end`. */
export interface Brush {
  readonly first: number
  readonly end: number
}

/** The bars of a period: those that it touches. An open end reaches to the last one. */
export function brushOf(edges: readonly string[], from: string | undefined, to: string | undefined): Brush {
  const bars = edges.length - 1
  const times = edges.map(edge => Date.parse(edge))
  const first = from === undefined ? 0 : times.findLastIndex(time => time <= Date.parse(from))
  const end = to === undefined ? bars : times.findIndex(time => time >= Date.parse(to))
  const begin = Math.max(0, Math.min(bars - 1, first))
  return { first: begin, end: Math.max(begin + 1, end < 0 ? bars : end) }
}

/** One end moved by some bars, never beyond the other; undefined: no step was meant. */
export function movedBrush(
  brush: Brush,
  end: 'first' | 'end',
  step: number | undefined,
  bars: number,
): Brush | undefined {
  if (step === undefined) return undefined
  const [low, high] = end === 'first' ? [0, brush.end - 1] : [brush.first + 1, bars]
  return { ...brush, [end]: Math.max(low, Math.min(high, brush[end] + step)) }
}
