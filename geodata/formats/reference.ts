import proj4 from 'proj4'
import { FormatError, type Layer, type LayerRow, type Reference } from './layer.ts'

/** Reference systems that a person may name for a file that does not: CGCS2000 in degrees, and its Gauss–Krüger zones. */
export function definitionOf(srid: number): string | null {
  const degrees = '+proj=longlat +ellps=GRS80 +no_defs'
  const zone = (meridian: number, prefix: number) =>
    `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${500_000 + prefix * 1_000_000} +y_0=0 +ellps=GRS80 +units=m +no_defs`
  if (srid === 4326 || srid === 4490) return degrees
  if (srid === 3857)
    return '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +no_defs'
  // six degrees with the zone's number before the easting, and without; three degrees likewise
  if (srid >= 4491 && srid <= 4501) return zone(6 * (srid - 4491 + 13) - 3, srid - 4491 + 13)
  if (srid >= 4502 && srid <= 4512) return zone(6 * (srid - 4502 + 13) - 3, 0)
  if (srid >= 4513 && srid <= 4533) return zone(3 * (srid - 4513 + 25), srid - 4513 + 25)
  if (srid >= 4534 && srid <= 4554) return zone(3 * (srid - 4534 + 25), 0)
  if (srid >= 32601 && srid <= 32660) return `+proj=utm +zone=${srid - 32600} +datum=WGS84 +units=m +no_defs`
  return null
}

/** Datums that are WGS84 to within decimetres; others would be off by tens of metres without a shift that the file does not give. */
const sameDatum =
  /WGS_?(19)?84|World Geodetic System 1984|China_?2000|CGCS_?2000|China_Geodetic_Coordinate_System_2000|China 2000|ETRS_?(19)?89|NAD_?(19)?83|North_American_(Datum_)?1983|North American Datum 1983|ITRF/i

/**
 * The same layer in degrees. What is in degrees already stays as it is, bit for bit. Throws `unknown-reference`.
 * @param srid what a person says, in place of what the file does not or not rightly
 */
export function inDegrees(layer: Layer, srid: number | null): Layer {
  const definition = srid === null ? definitionOfReference(layer.reference) : definitionOf(srid)
  if (definition === null)
    throw new FormatError('unknown-reference', String(srid ?? layer.reference?.name ?? ''))
  if (definition === 'degrees' || definition.includes('+proj=longlat')) return layer
  let project: (point: [number, number]) => number[]
  try {
    const { forward } = proj4(definition, '+proj=longlat +ellps=GRS80 +no_defs')
    project = forward
  } catch {
    throw new FormatError('unknown-reference', layer.reference?.name ?? '')
  }
  return { ...layer, rows: layer.rows.map(row => projected(row, project)) }
}

function definitionOfReference(reference: Reference | null): string | null {
  if (reference === null) return 'degrees'
  const known = reference.srid === null ? null : definitionOf(reference.srid)
  if (known !== null) return known
  const { wkt } = reference
  if (wkt === null) return null
  const datum = wkt.match(/(?:DATUM|ENSEMBLE)\["([^"]+)"/)?.[1] ?? ''
  if (!sameDatum.test(datum)) return null
  return /^\s*(GEOGCS|GEOGCRS|GEODCRS)/.test(wkt) ? 'degrees' : wkt
}

function projected(row: LayerRow, project: (point: [number, number]) => number[]): LayerRow {
  const { polygons } = row
  if (polygons === null) return row
  const ringOf = (ring: Float64Array) => {
    const out = new Float64Array(ring.length)
    for (let i = 0; i < ring.length; i += 2) {
      const [x, y] = [ring[i] as number, ring[i + 1] as number]
      const [lon, lat] = Number.isFinite(x) && Number.isFinite(y) ? project([x, y]) : []
      out[i] = lon ?? Number.NaN
      out[i + 1] = lat ?? Number.NaN
    }
    return out
  }
  return { ...row, polygons: polygons.map(rings => rings.map(ringOf)) }
}
