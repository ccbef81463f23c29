/**
 * A closed line without its repeated last point: x0, y0, x1, y1, … in units. Shells run counter-clockwise, holes
 * clockwise, so a face always lies to the left of its rings.
 */
export type Ring = Int32Array

/** 1 inside, 0 exactly on the line, -1 outside. */
export type Side = 1 | 0 | -1

/** Positive when c lies left of a→b, 0 when the three are in line. The sign is exact within MAX_EXTENT. */
export function orientation(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
}

/** Side of an integer point, whatever the ring's direction. Exact for rings within MAX_EXTENT and any point. */
export function sideOfRing(ring: Ring, x: number, y: number): Side {
  let inside = false
  let ax = ring[ring.length - 2] as number
  let ay = ring[ring.length - 1] as number
  for (let i = 0; i < ring.length; i += 2) {
    const bx = ring[i] as number
    const by = ring[i + 1] as number
    if (ay > y !== by > y) {
      const turn = x < ax && x < bx ? 1 : x > ax && x > bx ? -1 : turnTo(ax, ay, bx, by, x, y)
      if (turn === 0) return 0
      if (turn > 0) inside = !inside
    } else if (onSegment(ax, ay, bx, by, x, y)) return 0
    ax = bx
    ay = by
  }
  return inside ? 1 : -1
}

/** Whether a ring that does not cross another lies within it; they may touch. */
export function isWithin(inner: Ring, outer: Ring): boolean {
  for (let i = 0; i < inner.length; i += 2) {
    const side = sideOfRing(outer, inner[i] as number, inner[i + 1] as number)
    if (side !== 0) return side > 0
  }
  return true
}

/** Whether an integer point lies on a→b, ends included. */
export function onSegment(ax: number, ay: number, bx: number, by: number, x: number, y: number): boolean {
  if ((x < ax && x < bx) || (x > ax && x > bx) || (y < ay && y < by) || (y > ay && y > by)) return false
  return orientation(ax, ay, bx, by, x, y) === 0
}

/**
 * Twice the signed area in square units, positive for counter-clockwise rings; exact. Each product is exact in a
 * double, their sum is not: it is kept as a high and a low part.
 */
export function twiceArea(ring: Ring): bigint {
  const x0 = ring[0] ?? 0
  const y0 = ring[1] ?? 0
  let high = 0
  let low = 0
  for (let i = 2; i + 3 < ring.length; i += 2) {
    const ax = (ring[i] as number) - x0
    const ay = (ring[i + 1] as number) - y0
    const bx = (ring[i + 2] as number) - x0
    const by = (ring[i + 3] as number) - y0
    const plus = ax * by
    const minus = ay * bx
    const plusHigh = Math.floor(plus / LOW)
    const minusHigh = Math.floor(minus / LOW)
    high += plusHigh - minusHigh
    low += plus - plusHigh * LOW - (minus - minusHigh * LOW)
  }
  return BigInt(high) * BigInt(LOW) + BigInt(low)
}

export function reversed(ring: Ring): Ring {
  const out = new Int32Array(ring.length)
  for (let i = 0; i < ring.length; i += 2) {
    out[ring.length - 2 - i] = ring[i] as number
    out[ring.length - 1 - i] = ring[i + 1] as number
  }
  return out
}

/** The same ring starting at its westernmost (then southernmost) point, so that equal rings are equal arrays. */
export function canonicalRing(ring: Ring): Ring {
  let first = 0
  for (let i = 2; i < ring.length; i += 2) {
    const dx = (ring[i] as number) - (ring[first] as number)
    if (dx < 0 || (dx === 0 && (ring[i + 1] as number) < (ring[first + 1] as number))) first = i
  }
  const out = new Int32Array(ring.length)
  out.set(ring.subarray(first))
  out.set(ring.subarray(0, first), ring.length - first)
  return out
}

const LOW = 2 ** 26

/** Orientation seen from the lower end to the upper one: positive = the point lies left, i.e. west, of the line. */
function turnTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  return by > ay ? orientation(ax, ay, bx, by, x, y) : orientation(bx, by, ax, ay, x, y)
}
