/** Units (1e-7°) ↔ metres on a flat map around the demo city: only for the looks of what is generated, never for routing. */
export const UNITS = 1e7
const METERS_PER_DEGREE = 111_195
const MIDDLE_LAT = 32.66
const ORIGIN_LON = 116.9

export const METERS_PER_UNIT_Y = METERS_PER_DEGREE / UNITS
export const METERS_PER_UNIT_X = METERS_PER_UNIT_Y * Math.cos((MIDDLE_LAT * Math.PI) / 180)

export function toMeters(lon: number, lat: number): [number, number] {
  return [(lon - ORIGIN_LON) * UNITS * METERS_PER_UNIT_X, (lat - MIDDLE_LAT) * UNITS * METERS_PER_UNIT_Y]
}

export function toUnits(x: number, y: number): [number, number] {
  return [
    Math.round(ORIGIN_LON * UNITS + x / METERS_PER_UNIT_X),
    Math.round(MIDDLE_LAT * UNITS + y / METERS_PER_UNIT_Y),
  ]
}
