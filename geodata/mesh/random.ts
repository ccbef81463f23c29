/** A seeded stream of numbers in [0, 1) (mulberry32): the same seed gives the same city on every machine. */
export function random(seed: number) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Seed from a name, so that adding a step does not shift the numbers of the others (FNV-1a). */
export function seedOf(name: string) {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Smooth noise in about [-1, 1]: lattice values joined by a quintic, summed over octaves. */
export function noise(x: number, y: number, seed: number, octaves: number) {
  let sum = 0
  let weight = 0.5
  for (let o = 0; o < octaves; o++) {
    sum += weight * lattice(x, y, seed + o * 7919)
    weight /= 2
    x *= 2
    y *= 2
  }
  return sum * 2
}

/** Standard normal pair member (Box–Muller). */
export function normal(next: () => number) {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}

function lattice(x: number, y: number, seed: number) {
  const i = Math.floor(x)
  const j = Math.floor(y)
  const u = ease(x - i)
  const v = ease(y - j)
  const top = corner(i, j, seed) * (1 - u) + corner(i + 1, j, seed) * u
  const bottom = corner(i, j + 1, seed) * (1 - u) + corner(i + 1, j + 1, seed) * u
  return top * (1 - v) + bottom * v
}

function ease(t: number) {
  return t * t * t * (t * (t * 6 - 15) + 10)
}

function corner(i: number, j: number, seed: number) {
  let h = Math.imul(i, 0x27d4eb2d) ^ Math.imul(j, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1)
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return ((h ^ (h >>> 16)) >>> 0) / 2147483648 - 1
}
