export type TypedPoint =
  | { readonly lon: number; readonly lat: number }
  /** `swapped`: it would be a place with the two exchanged, and is none as it stands. */
  | { readonly wrong: 'unreadable' | 'swapped' }

/** Reads degrees as people type them: blanks around, a comma for the point, a trailing °. */
export function readTypedPoint(lonText: string, latText: string): TypedPoint {
  const lon = readDegrees(lonText)
  const lat = readDegrees(latText)
  if (Number.isNaN(lon) || Number.isNaN(lat)) return { wrong: 'unreadable' }
  if (isPlace(lon, lat)) return { lon, lat }
  return { wrong: isPlace(lat, lon) ? 'swapped' : 'unreadable' }
}

function readDegrees(text: string): number {
  const plain = text.trim().replace(/°$/, '').replace(',', '.')
  return /^[-+]?\d{1,3}(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
}

function isPlace(lon: number, lat: number): boolean {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90
}
