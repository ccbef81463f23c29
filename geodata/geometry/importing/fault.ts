import type { PolygonCoordinates } from '../face.ts'
import { toDegrees, UNITS_PER_DEGREE } from '../units.ts'

/** What can be wrong with shapes that come from somewhere else. Codes travel; the sentence is chosen where it is read. */
export type ShapeFaultCode =
  /** A number that is none, or no place on earth. */
  | 'bad-coordinate'
  /** The last point of a ring is not its first one. */
  | 'unclosed-ring'
  /** Fewer than three different points. */
  | 'ring-too-short'
  | 'empty-geometry'
  /** Points or lines where polygons belong. */
  | 'not-a-polygon'
  /** A hole that does not lie in its shell. */
  | 'hole-outside'
  /** A border that crosses another one of its own: a bow-tie. */
  | 'crosses-itself'
  /** A border that runs out and back over itself, and encloses nothing. */
  | 'spike'
  /** A vertex of one on the border of another that lacks it, or next to it. */
  | 'missing-vertex'
  /** Vertices of neighbours next to each other. */
  | 'loose-vertex'
  /** A hole that touches its shell in a point: a face may not. */
  | 'touches-itself'
  /** A place between the shapes, or within the city, that nobody has. */
  | 'gap'
  /** A place that several have. */
  | 'overlap'
  /** The same, no wider than `sliverMeters`. */
  | 'gap-sliver'
  | 'overlap-sliver'
  /** Outside the outline of the city. */
  | 'beyond-outline'
  /** More vertices than the borders of a city can be drawn with. */
  | 'too-many-vertices'
  /** Nothing is left of it: all that it has is also another's. */
  | 'nothing-left'

export type TableFaultCode =
  | 'no-code'
  | 'bad-code'
  | 'duplicate-code'
  /** A grid of a larger level has it. */
  | 'code-of-larger'
  /** Names a parent that is not there, or none. */
  | 'orphan'
  /** Its rows name several parents. */
  | 'two-parents'
  /** Nobody names it as parent. */
  | 'no-children'
  /** The shape that a file gives an upper grid is not the sum of what lies below it. */
  | 'outline-differs'

export type ImportFaultCode = ShapeFaultCode | TableFaultCode

/** What a person may choose; the first one offered is the usual one. */
export type Repair =
  /** The place goes to this grid; an orphan to this parent. */
  | { readonly kind: 'give'; readonly to: string }
  /** The place is nobody's, and no part of the city. */
  | { readonly kind: 'leave' }
  /** The row, ring or point is left out. */
  | { readonly kind: 'drop' }
  /** From the last point straight to the first. */
  | { readonly kind: 'close' }
  /** What is enclosed an odd number of times belongs to it. */
  | { readonly kind: 'even-odd' }
  | { readonly kind: 'insert' }
  /** The face is cut in two. */
  | { readonly kind: 'cut' }
  /** Rows of one code are parts of one grid. */
  | { readonly kind: 'join' }
  | { readonly kind: 'recode'; readonly to: string }
  /** Upper outlines are drawn from what lies below. */
  | { readonly kind: 'derive' }
  /** Vertices that lie no farther beside the border than this are left out, for both neighbours alike. */
  | { readonly kind: 'thin'; readonly meters: number }

export type ImportFault = {
  /** The same for the same fault of the same file, so that a choice finds it again. */
  readonly id: string
  readonly code: ImportFaultCode
  /** Keys of levels and codes of grids; rows are counted from 1, as in the file. */
  readonly level: string | null
  readonly grids: readonly string[]
  readonly rows: readonly number[]
  readonly at: readonly [lon: number, lat: number] | null
  readonly squareMeters: number | null
  /** How often, where several of one kind are told as one. */
  readonly count: number
  readonly repairs: readonly Repair[]
  /** The place itself, to be drawn. */
  readonly shape: readonly PolygonCoordinates[]
}

type Told = Pick<ImportFault, 'code' | 'repairs'> & Partial<ImportFault>

/** Of a grid that many rows may name: which they are is told, and no part of the fault's name. */
export function gridFaultOf(told: Told): ImportFault {
  return { ...faultOf({ ...told, rows: [] }), rows: told.rows ?? [] }
}

export function faultOf(told: Told): ImportFault {
  const { code, grids = [], rows = [], at = null, level = null } = told
  const place = at === null ? '' : at.map(degrees => Math.round(degrees * UNITS_PER_DEGREE)).join(',')
  const id = shortened(`${code} ${place} ${[level ?? '', ...grids, ...rows].join(' ')}`.trimEnd())
  return { id, level, grids, rows, at, squareMeters: null, count: 1, shape: [], ...told }
}

/** A name that can be sent back: a gap may have hundreds of neighbours. */
const mostId = 1000

function shortened(id: string): string {
  if (id.length <= mostId) return id
  let sum = 0x811c9dc5
  for (let i = mostId; i < id.length; i++) sum = Math.imul(sum ^ id.charCodeAt(i), 0x01000193)
  return `${id.slice(0, mostId)} … ${id.length} ${(sum >>> 0).toString(16)}`
}

/** A choice, where it is one of those offered. */
export type Choices = ReadonlyMap<string, Repair>

/** What a person chose; before that, what is offered first: later faults can be told all the same. */
export function chosen(fault: ImportFault, choices: Choices): Repair | undefined {
  const choice = choices.get(fault.id)
  const offered = fault.repairs.find(repair => isSame(repair, choice))
  return offered ?? fault.repairs[0]
}

export function isChosen(fault: ImportFault, choices: Choices): boolean {
  const choice = choices.get(fault.id)
  return fault.repairs.some(repair => isSame(repair, choice))
}

/** To another grid, or by more metres, is another repair. */
function isSame(a: Repair, b: Repair | undefined): boolean {
  return a.kind === b?.kind && amountOf(a) === amountOf(b)
}

function amountOf(repair: Repair): string | number | null {
  if ('to' in repair) return repair.to
  return 'meters' in repair ? repair.meters : null
}

/** Square metres of twice an area in units around a latitude: the ellipsoid's scale there, 0.1 % for a city. */
export function squareMetersAt(twice: bigint, y: number): number {
  const { east, north } = metersPerUnit(y)
  return (Number(twice < 0n ? -twice : twice) / 2) * east * north
}

/** Metres that a unit is long at a latitude in units, on WGS84. */
export function metersPerUnit(y: number): { east: number; north: number } {
  const sine = Math.sin((toDegrees(y) * Math.PI) / 180)
  const flat = 1 - squaredEccentricity * sine * sine
  const perDegree = (Math.PI / 180) * semiMajorMeters
  return {
    east: (perDegree * Math.sqrt(1 - sine * sine)) / Math.sqrt(flat) / UNITS_PER_DEGREE,
    north: (perDegree * (1 - squaredEccentricity)) / flat ** 1.5 / UNITS_PER_DEGREE,
  }
}

const semiMajorMeters = 6_378_137
const squaredEccentricity = 0.00669437999014
