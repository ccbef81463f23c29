import type { Outline } from '@jingwei/geodata/geometry/outline.ts'
import type { Ring } from '@jingwei/geodata/geometry/ring.ts'

/** Samples along the longer side of an outline's box in the first round. */
const samples = 8
const rounds = 5
/** Vertices that are looked at in one ring: more would not move a label by a pixel. */
const mostVertices = 120

/**
 * Middle and radius, in units, of (nearly) the largest circle inside the largest polygon of an outline: where a name
 * stands best. Degrees of longitude are shortened to their true length, so the circle is round on the ground.
 */
export function labelPoint(outline: Outline): { x: number; y: number; room: number } {
  const rings = thinned(largest(outline))
  const shell = rings[0]
  if (shell === undefined) return { x: 0, y: 0, room: 0 }
  const [minX, minY, maxX, maxY] = boxOf(shell)
  const squeeze = Math.cos(((minY + maxY) / 2 / 1e7) * (Math.PI / 180))

  let best = { x: (minX + maxX) / 2, y: (minY + maxY) / 2, room: -Infinity }
  let step = Math.max((maxX - minX) * squeeze, maxY - minY) / samples
  const look = (x: number, y: number) => {
    const room = distance(rings, x, y, squeeze, best.room)
    if (room > best.room) best = { x, y, room }
  }
  for (let y = minY + step / 2; y < maxY; y += step)
    for (let x = minX + step / squeeze / 2; x < maxX; x += step / squeeze) look(x, y)
  for (let round = 0; round < rounds; round++) {
    step /= 2
    const { x, y } = best
    for (const dy of [-step, 0, step]) for (const dx of [-step, 0, step]) look(x + dx / squeeze, y + dy)
  }
  return { x: Math.round(best.x), y: Math.round(best.y), room: Math.max(0, best.room) }
}

function largest(outline: Outline): readonly Ring[] {
  const size = ([shell]: readonly Ring[]) => {
    if (shell === undefined) return 0
    const [minX, minY, maxX, maxY] = boxOf(shell)
    return (maxX - minX) * (maxY - minY)
  }
  return outline.reduce((best, polygon) => (size(polygon) > size(best) ? polygon : best), outline[0] ?? [])
}

function thinned(rings: readonly Ring[]): Ring[] {
  return rings.map(ring => {
    const every = Math.ceil(ring.length / 2 / mostVertices)
    return every < 2 ? ring : ring.filter((_, i) => (i >> 1) % every === 0)
  })
}

function boxOf(ring: Ring): [number, number, number, number] {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < ring.length; i += 2) {
    minX = Math.min(minX, ring[i] as number)
    maxX = Math.max(maxX, ring[i] as number)
    minY = Math.min(minY, ring[i + 1] as number)
    maxY = Math.max(maxY, ring[i + 1] as number)
  }
  return [minX, minY, maxX, maxY]
}

/** To the nearest edge; negative outside. Not looked for to the end where it cannot be more than `least`. */
function distance(rings: readonly Ring[], x: number, y: number, squeeze: number, least: number): number {
  const tooNear = least > 0 ? least ** 2 : -1
  let inside = false
  let nearest = Infinity
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const ax = ((ring[j] as number) - x) * squeeze
      const ay = (ring[j + 1] as number) - y
      const dx = ((ring[i] as number) - (ring[j] as number)) * squeeze
      const dy = (ring[i + 1] as number) - (ring[j + 1] as number)
      if (ay > 0 !== ay + dy > 0 && ax + (dx * -ay) / dy > 0) inside = !inside
      const t = Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1)))
      nearest = Math.min(nearest, (ax + t * dx) ** 2 + (ay + t * dy) ** 2)
      if (nearest <= tooNear) return least
    }
  }
  return (inside ? 1 : -1) * Math.sqrt(nearest)
}
