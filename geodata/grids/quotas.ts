import type { Unit } from './units.ts'

/** How many grids of each level the demo city has: the article gives only their sum, 1976; the split is ours. */
export const TARGETS = { large: 37, medium: 110, small: 330, micro: 1499 }

export interface Quota {
  unit: Unit
  mediums: number
  /** Small grids besides the communities: 街面 in a street, 拓展区域 in a town. */
  extras: number
  smalls: number
  micros: number
}

/** Shares the targets out over the gridded units: by communities in streets, by villages in towns. */
export function quotas(units: Unit[]): Quota[] {
  const communities = units.reduce((sum, u) => sum + u.communities.length, 0)
  const extraTotal = TARGETS.small - communities
  const streets = units.filter(u => u.isStreet)
  const towns = units.filter(u => !u.isStreet)
  const streetExtras = Math.round(extraTotal * STREET_SHARE)
  const inStreets = apportion(
    streetExtras,
    streets.map(u => u.communities.length),
    1,
  )
  const inTowns = apportion(
    extraTotal - streetExtras,
    towns.map(u => u.villages + 1),
    1,
  )
  const extras = units.map(u =>
    u.isStreet ? (inStreets[streets.indexOf(u)] ?? 0) : (inTowns[towns.indexOf(u)] ?? 0),
  )
  const smalls = units.map((u, i) => u.communities.length + (extras[i] ?? 0))
  const mediums = apportion(TARGETS.medium, smalls, 1)
  const micros = apportion(TARGETS.micro, smalls, 4)
  return units.map((unit, i) => ({
    unit,
    extras: extras[i] ?? 0,
    smalls: smalls[i] ?? 0,
    mediums: mediums[i] ?? 0,
    micros: micros[i] ?? 0,
  }))
}

/** Share of the small grids beyond the communities that are street fronts. */
const STREET_SHARE = 0.36

/** Whole numbers with the given sum, in proportion to the weights, none below `least` (largest remainder). */
export function apportion(total: number, weights: number[], least: number) {
  const spare = total - least * weights.length
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map(w => (spare * w) / sum)
  const counts = exact.map(Math.floor)
  const missing = spare - counts.reduce((a, b) => a + b, 0)
  const order = exact
    .map((e, i) => ({ i, rest: e - Math.floor(e) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i)
  for (const { i } of order.slice(0, missing)) counts[i] = (counts[i] ?? 0) + 1
  return counts.map(c => c + least)
}
