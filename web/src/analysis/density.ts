import type { HeatCells } from '../heat/heat.api.ts'
import { type HeatSurface, heatSurface } from '../heat/heat-picture.ts'
import { legendFigures, rampColour, rampPlace } from '../heat/ramp.ts'
import type { LegendClass } from './classes.ts'

export interface Density {
  /** One for each set of cells, all on one scale; null where nothing is. */
  readonly surfaces: readonly (HeatSurface | null)[]
  /** What some places of the ramp stand for: incidents per cell. */
  readonly legend: readonly LegendClass[]
  readonly cellMeters: number
}

/** Cells as smooth surfaces that can be compared. */
export function densityOf(sets: readonly HeatCells[], dark: boolean): Density {
  const alone = sets.map(cells => heatSurface(cells, dark))
  const max = Math.max(0, ...alone.map(surface => surface?.max ?? 0))
  const surfaces = sets.length === 1 ? alone : sets.map(cells => heatSurface(cells, dark, max))
  const legend = legendFigures(max).map(figure => ({
    colour: `rgb(${rampColour(rampPlace(figure, max), dark).join(' ')})`,
    from: figure,
    to: figure,
    areas: null,
  }))
  return { surfaces, legend, cellMeters: alone.find(surface => surface !== null)?.cellMeters ?? 0 }
}
