import type { Area } from './areas.ts'
import { type BreakMethod, breaksOf, classOf, mirroredBreaks, mirroredClass } from './breaks.ts'
import { classColour, mirroredColour } from './colours.ts'

/** A class of the legend: its colour and the values that have it. */
export interface LegendClass {
  readonly colour: string
  readonly from: number
  /** Null: and more. */
  readonly to: number | null
  /** How many; null where the colours run into each other. */
  readonly areas: number | null
}

export interface Painted {
  readonly colours: ReadonlyMap<string, string>
  readonly legend: readonly LegendClass[]
}

const valuesOf = (areas: readonly Area[]) => areas.flatMap(area => (area.value === null ? [] : [area.value]))

/** Bounds that hold for several maps alike. Nothing is no class: what has no incident has no colour. */
export function sharedBreaks(sets: readonly (readonly Area[])[], method: BreakMethod): number[] {
  return breaksOf(
    sets.flatMap(valuesOf).filter(value => value > 0),
    method,
  )
}

export function painted(areas: readonly Area[], breaks: readonly number[], dark: boolean): Painted {
  const colours = new Map<string, string>()
  const sizes = breaks.map(() => 0)
  for (const { key, value } of areas) {
    if (value === null || value <= 0 || breaks.length === 0) continue
    const index = classOf(value, breaks)
    sizes[index] = (sizes[index] ?? 0) + 1
    colours.set(key, classColour(index, breaks.length, dark))
  }
  const legend = breaks.map((from, i) => ({
    colour: classColour(i, breaks.length, dark),
    from,
    to: breaks[i + 1] ?? null,
    areas: sizes[i] ?? 0,
  }))
  return { colours, legend }
}

export function paintedDifference(areas: readonly Area[], method: BreakMethod, dark: boolean): Painted {
  const breaks = mirroredBreaks(valuesOf(areas), method)
  const colours = new Map<string, string>()
  const sizes = new Map<number, number>()
  for (const { key, value } of areas) {
    if (value === null) continue
    const step = mirroredClass(value, breaks)
    sizes.set(step, (sizes.get(step) ?? 0) + 1)
    colours.set(key, mirroredColour(step, dark))
  }
  const first = 3 - (breaks.length - 1)
  const side = (sign: 1 | -1) =>
    breaks.map((from, i) => {
      const step = sign * (first + i)
      return {
        colour: mirroredColour(step, dark),
        from: sign * from,
        to: breaks[i + 1] === undefined ? null : sign * (breaks[i + 1] as number),
        areas: sizes.get(step) ?? 0,
      }
    })
  const none = { colour: mirroredColour(0, dark), from: 0, to: 0, areas: sizes.get(0) ?? 0 }
  return { colours, legend: [...side(-1).toReversed(), none, ...side(1)] }
}
