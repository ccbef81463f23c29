import type { Datum } from '@jingwei/geodata/geometry/datum.ts'
import type { Place as Located } from '@jingwei/geodata/geometry/locate.ts'
import { type Misreading, misreadings } from '@jingwei/geodata/geometry/misread.ts'
import { type CenterAtDistance, nearestCenter, servingCenter } from '../centers/nearest-center.ts'
import type { Atlas, AtlasGrid } from '../grids/atlas.ts'
import type { RouteReason, RouteWarning } from './contract.ts'
import { type DeclaredPlace, type Place, readPlace } from './place.ts'

/** What the map alone says of a report: all of its route but the owner. */
export interface Placement {
  /** Null when the report named a grid. */
  readonly place: Place | null
  /** The leaf grid that has it, or the grid that was named; null when outside. */
  readonly grid: AtlasGrid | null
  readonly reason: RouteReason
  /** Only when `near`. */
  readonly outsideMeters: number | null
  readonly warning: RouteWarning | null
  readonly center: CenterAtDistance | null
}

/** A unit is 1e-7°, 1.1 cm; a place and the border beside it are each off by half of one, along both axes. */
const roundingMeters = 0.02

/** Throws what `readPlace` throws; `field` as there. */
export function placementOf(
  atlas: Atlas,
  declared: DeclaredPlace,
  field?: { lon: string; lat: string },
): Placement {
  const place = readPlace(declared, field)
  const located = atlas.locator.locate(...place)
  const face = faceOf(located)
  // Rounding moves a place by up to half a unit: what it put outside lay on the border.
  const onRim = located.kind === 'near' && located.distanceMeters <= roundingMeters
  const outside = located.kind === 'outside' || (located.kind === 'near' && !onRim)
  return {
    place,
    grid: face === undefined ? null : (atlas.leafOfFace[face] ?? null),
    reason: onRim ? 'on-border' : located.kind,
    outsideMeters: located.kind === 'near' && !onRim ? located.distanceMeters : null,
    warning: outside ? warningFor(atlas, declared) : null,
    center: nearestCenter(atlas, place),
  }
}

/** Of a report that names a grid instead of a place. */
export function placementOfGrid(atlas: Atlas, grid: AtlasGrid): Placement {
  const center = servingCenter(atlas, grid)
  return { place: null, grid, reason: 'named-grid', outsideMeters: null, warning: null, center }
}

function faceOf(located: Located): number | undefined {
  if (located.kind === 'outside') return undefined
  return located.kind === 'on-border' ? located.faces[0] : located.face
}

/** The likeliest reading of the same numbers that would put them inside the city. */
function warningFor(atlas: Atlas, { lon, lat, datum = 'wgs84' }: DeclaredPlace): RouteWarning | null {
  const inside = (x: number, y: number) => {
    const { kind } = atlas.locator.locate(x, y)
    return kind === 'inside' || kind === 'on-border'
  }
  const [likeliest] = misreadings([lon, lat], datum, inside)
  return likeliest === undefined ? null : warningOf(likeliest)
}

const datumWarnings: Record<Datum, RouteWarning> = {
  wgs84: 'inside-if-wgs84',
  cgcs2000: 'inside-if-wgs84',
  gcj02: 'inside-if-gcj02',
  bd09: 'inside-if-bd09',
}

function warningOf(misreading: Misreading): RouteWarning {
  return misreading.mistake === 'swapped-axes' ? 'inside-if-swapped' : datumWarnings[misreading.datum]
}
