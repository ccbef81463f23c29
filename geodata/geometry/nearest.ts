import { EARTH_RADIUS_METERS, radians } from './distance.ts'
import { compareCodes } from './tree.ts'

/** A place with a code, in degrees WGS84. */
export type Site = { readonly code: string; readonly lon: number; readonly lat: number }

export type NearestSite = { readonly site: number; readonly distanceMeters: number }

export type NearestFinder = {
  /** Number of the nearest site, or null if there is none (no sites, or not a coordinate). Equally near: the lowest code. */
  nearest(lon: number, lat: number): NearestSite | null
  /** The `limit` nearest sites, nearest first. */
  nearestFew(lon: number, lat: number, limit: number): NearestSite[]
  /**
   * The same for lon0, lat0, lon1, lat1, … without allocating.
   * @param sites receives the site of each point, -1 for none
   * @param meters receives the distances, if given
   */
  nearestMany(points: Float64Array, sites: Int32Array, meters?: Float64Array): void
}

/** Cells of the bins in each direction. */
const BINS = 128
/** Bins on the side of a block. */
const BLOCK = 8
/** Bins reach this far beyond the sites, as a share of their extent; farther points look at every site. */
const MARGIN = 0.25
/** For rounding, in earth radii: 6 mm. */
const SPARE = 1e-9

/**
 * Finds the nearest of some sites by great-circle distance on the sphere of EARTH_RADIUS_METERS. Exact: the bins only leave
 * out sites that cannot win, the comparison is by the straight chord through the sphere, good to nanometres.
 */
export function createNearestFinder(sites: readonly Site[]): NearestFinder {
  const places = spherePoints(sites)
  const bins = buildBins(sites, places)
  const everySite = places.order
  const found = { site: -1, chord2: Infinity }

  const search = (lon: number, lat: number) => {
    found.site = -1
    found.chord2 = Infinity
    if (!(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90)) return
    const cosLat = Math.cos(radians(lat))
    const px = cosLat * Math.cos(radians(lon))
    const py = cosLat * Math.sin(radians(lon))
    const pz = Math.sin(radians(lat))
    const column = Math.floor((lon - bins.west) * bins.perLon)
    const row = Math.floor((lat - bins.south) * bins.perLat)
    const inBins = column >= 0 && row >= 0 && column < BINS && row < BINS
    const list = inBins ? bins.candidates : everySite
    const begin = inBins ? (bins.start[row * BINS + column] as number) : 0
    const end = inBins ? (bins.start[row * BINS + column + 1] as number) : everySite.length
    for (let i = begin; i < end; i++) {
      const site = list[i] as number
      const dx = px - (places.xyz[3 * site] as number)
      const dy = py - (places.xyz[3 * site + 1] as number)
      const dz = pz - (places.xyz[3 * site + 2] as number)
      const chord2 = dx * dx + dy * dy + dz * dz
      // lists are in order of codes, so of equally near sites the first one stays
      if (chord2 < found.chord2) {
        found.chord2 = chord2
        found.site = site
      }
    }
  }
  return {
    nearest(lon, lat) {
      search(lon, lat)
      return found.site < 0 ? null : { site: found.site, distanceMeters: metersOfChord(found.chord2) }
    },
    nearestFew(lon, lat, limit) {
      if (!(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90)) return []
      const from = spherePoint(lon, lat)
      const all = Array.from(everySite, site => ({ site, chord2: chordSquared(places.xyz, site, from) }))
      // a stable sort of a list in order of codes
      all.sort((a, b) => a.chord2 - b.chord2)
      return all.slice(0, limit).map(({ site, chord2 }) => ({ site, distanceMeters: metersOfChord(chord2) }))
    },
    nearestMany(points, out, meters) {
      for (let i = 0; i < out.length; i++) {
        search(points[2 * i] as number, points[2 * i + 1] as number)
        out[i] = found.site
        if (meters !== undefined) meters[i] = found.site < 0 ? Infinity : metersOfChord(found.chord2)
      }
    },
  }
}

type SpherePoints = {
  /** x, y, z on the unit sphere for each site. */
  readonly xyz: Float64Array
  /** Numbers of the sites in order of their codes. */
  readonly order: Int32Array
}

function spherePoints(sites: readonly Site[]): SpherePoints {
  const xyz = new Float64Array(sites.length * 3)
  sites.forEach((site, i) => {
    xyz.set(spherePoint(site.lon, site.lat), 3 * i)
  })
  const codeOf = (i: number) => sites[i]?.code ?? ''
  const order = Int32Array.from(sites.keys()).sort((a, b) => compareCodes(codeOf(a), codeOf(b)) || a - b)
  return { xyz, order }
}

function spherePoint(lon: number, lat: number): [number, number, number] {
  const cosLat = Math.cos(radians(lat))
  return [cosLat * Math.cos(radians(lon)), cosLat * Math.sin(radians(lon)), Math.sin(radians(lat))]
}

function chordSquared(xyz: Float64Array, site: number, [x, y, z]: readonly [number, number, number]): number {
  const dx = x - (xyz[3 * site] as number)
  const dy = y - (xyz[3 * site + 1] as number)
  const dz = z - (xyz[3 * site + 2] as number)
  return dx * dx + dy * dy + dz * dz
}

function metersOfChord(chord2: number): number {
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(chord2) / 2))
}

type Bins = {
  readonly west: number
  readonly south: number
  /** Bins in a degree. */
  readonly perLon: number
  readonly perLat: number
  readonly start: Int32Array
  readonly candidates: Int32Array
}

/** For each bin the sites that can be nearest to some place in it. Whole blocks of bins are looked at first. */
function buildBins(sites: readonly Site[], { xyz, order }: SpherePoints): Bins {
  const [west, width] = stretched(sites.map(site => site.lon))
  const [south, height] = stretched(sites.map(site => site.lat))
  /** Those of `from`, in the same order, that can be nearest to some place of a square of bins. */
  const winners = (row: number, column: number, side: number, from: Int32Array): Int32Array => {
    const lon = west + ((column + side / 2) * width) / BINS
    const lat = south + ((row + side / 2) * height) / BINS
    const middle = spherePoint(lon, lat)
    // no place of the square is farther from its middle than this: half its height plus half its width at the equator
    const radius = radians((side * (width + height)) / BINS / 2)
    const chords = Float64Array.from(from, site => Math.sqrt(chordSquared(xyz, site, middle)))
    const reach = chords.reduce((a, b) => Math.min(a, b), Infinity) + 2 * radius + SPARE
    return from.filter((_, i) => (chords[i] as number) <= reach)
  }

  const blocks = new Map<number, Int32Array>()
  const blockOf = (row: number, column: number): Int32Array => {
    const key = Math.floor(row / BLOCK) * BINS + Math.floor(column / BLOCK)
    const block = blocks.get(key) ?? winners(row - (row % BLOCK), column - (column % BLOCK), BLOCK, order)
    blocks.set(key, block)
    return block
  }
  const start = new Int32Array(BINS * BINS + 1)
  const candidates: number[] = []
  for (let bin = 0; bin < BINS * BINS; bin++) {
    const row = Math.floor(bin / BINS)
    const column = bin % BINS
    for (const site of winners(row, column, 1, blockOf(row, column))) candidates.push(site)
    start[bin + 1] = candidates.length
  }
  return {
    west,
    south,
    perLon: BINS / width,
    perLat: BINS / height,
    start,
    candidates: Int32Array.from(candidates),
  }
}

/** First value and extent of some degrees, widened by the margin; never empty. */
function stretched(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1]
  const low = values.reduce((a, b) => Math.min(a, b))
  const high = values.reduce((a, b) => Math.max(a, b))
  const extra = Math.max((high - low) * MARGIN, 0.01)
  return [low - extra, high - low + 2 * extra]
}
