import readExif from 'exif-reader'
import type { ExifPlace } from './contract.ts'

/** Where the camera says it was; null where it does not, or says nonsense. Degrees, six decimals: a hand's breadth. */
export function exifPlace(exif: Buffer | undefined): ExifPlace | null {
  if (exif === undefined) return null
  const gps = gpsOf(exif)
  const lat = degrees(gps?.GPSLatitude, gps?.GPSLatitudeRef, 'S')
  const lon = degrees(gps?.GPSLongitude, gps?.GPSLongitudeRef, 'W')
  if (lat === null || lon === null || Math.abs(lat) > 90 || Math.abs(lon) > 180) return null
  // What cameras write before they know.
  return lat === 0 && lon === 0 ? null : { lon, lat }
}

/** EXIF is anybody's bytes: what cannot be read says nothing. */
function gpsOf(exif: Buffer) {
  try {
    return readExif(exif).GPSInfo
  } catch {
    return undefined
  }
}

function degrees(parts: unknown, direction: unknown, negative: string): number | null {
  if (!Array.isArray(parts) || parts.length !== 3) return null
  const [whole, minutes, seconds] = parts.map(Number)
  const value = (whole ?? Number.NaN) + (minutes ?? Number.NaN) / 60 + (seconds ?? Number.NaN) / 3600
  if (!Number.isFinite(value)) return null
  return Math.round((direction === negative ? -value : value) * 1e6) / 1e6
}
