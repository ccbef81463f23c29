/** One unit is 1e-7 degree: 1.1 cm of latitude. Every stored coordinate is a whole number of units. */
export const UNITS_PER_DEGREE = 1e7

/**
 * Widest and tallest extent, in units, in which the product of two coordinate differences stays below 2^53,
 * so that every predicate on plain doubles is exact (9.4°, about 1,000 km).
 */
export const MAX_EXTENT = 94_000_000

/** Degrees → units, to the nearest; a half goes up (east, north). Never gives -0. */
export function toUnits(degrees: number): number {
  return Math.round(degrees * UNITS_PER_DEGREE) + 0
}

/** Units → the canonical double of that place. Only this division: multiplying by 1e-7 gives another double for one value in three. */
export function toDegrees(units: number): number {
  return units / UNITS_PER_DEGREE
}

/** The canonical double nearest to a coordinate: the place that is really judged, here and by any other judge. */
export function canonical(degrees: number): number {
  return toDegrees(toUnits(degrees))
}
