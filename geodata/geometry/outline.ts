import { type Bbox, bboxOf } from './bbox.ts'
import { OUTSIDE } from './edges.ts'
import { coordinatesOf, type Partition } from './partition.ts'
import { canonicalRing, isWithin, orientation, type Ring, twiceArea } from './ring.ts'

/** A multipolygon in units: each polygon is a shell followed by its holes. No ring touches itself. */
export type Outline = readonly (readonly Ring[])[]

/** Outline of a set of faces, by cancelling the edges they share. Exact; enclaves become holes, exclaves polygons of their own. */
export function outlineOf(partition: Partition, faces: Iterable<number>): Outline {
  const group = new Int32Array(partition.faces.length).fill(OUTSIDE)
  for (const face of faces) group[face] = 0
  return outlinesOf(partition, group, 1)[0] ?? []
}

/**
 * Outlines of many groups of faces in one pass over the edges.
 * @param group for each face the number of its group, or OUTSIDE when it belongs to none
 * @param groups how many groups there are
 */
export function outlinesOf(partition: Partition, group: ArrayLike<number>, groups: number): Outline[] {
  const { from, to, left, right } = partition.edges
  const steps: Step[][] = Array.from({ length: groups }, () => [])
  const groupOf = (face: number) => (face === OUTSIDE ? OUTSIDE : (group[face] as number))
  for (let e = 0; e < from.length; e++) {
    const l = groupOf(left[e] as number)
    const r = groupOf(right[e] as number)
    if (l === r) continue
    const u = from[e] as number
    const v = to[e] as number
    if (l !== OUTSIDE) steps[l]?.push({ u, v, used: false })
    if (r !== OUTSIDE) steps[r]?.push({ u: v, v: u, used: false })
  }
  return steps.map(list => {
    const rings = closeRings(partition, list).flatMap(splitWhereTouching)
    return polygonsOf(rings.map(ring => canonicalRing(coordinatesOf(partition, ring))))
  })
}

/** A directed edge with the group on its left. */
type Step = { readonly u: number; readonly v: number; used: boolean }

/** Chains steps into rings; where several leave one vertex the tightest turn keeps parts that only touch apart. */
function closeRings(partition: Partition, steps: readonly Step[]): number[][] {
  const leaving = new Map<number, Step[]>()
  for (const step of steps) {
    const others = leaving.get(step.u)
    if (others === undefined) leaving.set(step.u, [step])
    else others.push(step)
  }
  const out: number[][] = []
  for (const first of steps) {
    const ring: number[] = []
    for (let step: Step | undefined = first; step !== undefined && !step.used; ) {
      step.used = true
      ring.push(step.u)
      step = tightest(partition, step, leaving.get(step.v) ?? [])
    }
    if (ring.length > 0) out.push(ring)
  }
  return out
}

/** Of the steps that leave where `arriving` ends, the first one clockwise: the other end of the group's wedge at that vertex. */
function tightest(partition: Partition, arriving: Step, leaving: readonly Step[]): Step | undefined {
  if (leaving.length < 2) return leaving[0]
  const { xs, ys } = partition
  const turn = (a: number, b: number) =>
    orientation(
      xs[arriving.v] as number,
      ys[arriving.v] as number,
      xs[a] as number,
      ys[a] as number,
      xs[b] as number,
      ys[b] as number,
    )
  /** 0: less than half a turn clockwise from the way we came, 1: straight on, 2: more. */
  const half = (w: number) => 1 + Math.sign(turn(arriving.u, w))
  return leaving.reduce((best, step) => {
    const difference = half(step.v) - half(best.v)
    return difference < 0 || (difference === 0 && turn(best.v, step.v) > 0) ? step : best
  })
}

/** Cuts a ring at vertices it passes twice, e.g. a hole that touches the shell. */
function splitWhereTouching(ring: readonly number[]): number[][] {
  const out: number[][] = []
  const trail: number[] = []
  const place = new Map<number, number>()
  for (const v of ring) {
    const seen = place.get(v)
    if (seen !== undefined) {
      const loop = trail.splice(seen)
      for (const w of loop) place.delete(w)
      out.push(loop)
    }
    place.set(v, trail.push(v) - 1)
  }
  out.push(trail)
  return out
}

/** Gives every hole to the smallest shell around it. Polygons and holes in order of their first point. */
function polygonsOf(rings: readonly Ring[]): Ring[][] {
  const byStart = (a: Ring, b: Ring) =>
    (a[0] as number) - (b[0] as number) || (a[1] as number) - (b[1] as number)
  const measured = [...rings]
    .sort(byStart)
    .map(ring => ({ ring, area: twiceArea(ring), box: bboxOf([ring]) }))
  const polygons = measured
    .filter(m => m.area > 0n)
    .map(({ ring, area, box }) => ({ area, box, rings: [ring] }))
  for (const { ring: hole, area, box } of measured) {
    if (area >= 0n) continue
    const around = polygons.filter(
      p => isInside(box, p.box) && p.area > -area && isWithin(hole, p.rings[0] as Ring),
    )
    around.sort((a, b) => (a.area < b.area ? -1 : 1))
    around[0]?.rings.push(hole)
  }
  return polygons.map(p => p.rings)
}

function isInside(box: Bbox, other: Bbox): boolean {
  return box.minX >= other.minX && box.maxX <= other.maxX && box.minY >= other.minY && box.maxY <= other.maxY
}
