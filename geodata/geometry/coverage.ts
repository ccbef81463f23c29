import Flatbush from 'flatbush'
import { cutArcs } from './arcs.ts'
import { edgeBetween, OUTSIDE } from './edges.ts'
import { type Face, twiceAreaOfFace } from './face.ts'
import { outlineOf } from './outline.ts'
import { buildPartition, type Partition } from './partition.ts'
import { onSegment, orientation, type Ring, twiceArea } from './ring.ts'
import { toDegrees } from './units.ts'

export type CoverageFaultCode =
  /** A ring of fewer than three different points. */
  | 'ring-too-short'
  /** The same point twice in a row. */
  | 'repeated-point'
  /** One face passes one vertex twice: a figure of eight, or a hole that touches the shell. */
  | 'touches-itself'
  /** A shell that runs clockwise or a hole that runs counter-clockwise, or has no area. */
  | 'wrong-direction'
  /** A border with the same face on both sides. */
  | 'spike'
  /** Two faces lie on the same side of one edge. */
  | 'doubled-edge'
  /** A vertex on an edge that does not have it: the neighbour lacks the vertex. */
  | 'vertex-on-edge'
  /** Two edges cross. */
  | 'crossing'
  /** Faces that share no edge lie over each other. */
  | 'overlap'

export type CoverageFault = {
  readonly code: CoverageFaultCode
  /** A place to look at, degrees. */
  readonly at: readonly [lon: number, lat: number]
  /** Codes of the grids concerned. */
  readonly grids: readonly string[]
}

export type CoverageReport = {
  readonly faces: number
  readonly vertices: number
  readonly edges: number
  /** Edges with a face on one side only: the outer border and the borders of gaps. */
  readonly oneSided: number
  /** Separate parts of the union of all faces. */
  readonly parts: number
  /** Holes in the union: a gap between faces, or a lake. Degrees of one point, twice the area in square units. */
  readonly gaps: readonly { readonly at: readonly [number, number]; readonly twiceArea: bigint }[]
  /** Twice the area of the union, and of all faces added up: equal in a sound coverage. Square units. */
  readonly twiceAreaOfUnion: bigint
  readonly twiceAreaOfFaces: bigint
  readonly faults: readonly CoverageFault[]
}

/**
 * Checks exactly whether faces tile: no overlap, no crossing, every inner edge with one twin. No fault is a proof: edges
 * meet at shared vertices only, so the number of faces over a place changes only at one-sided edges, and that number is
 * checked on both sides of every stretch of those. Throws `extent-too-wide`.
 */
export function checkCoverage(faces: readonly Face[]): CoverageReport {
  const partition = buildPartition(faces)
  const { edges } = partition
  const outline = outlineOf(partition, faces.keys())
  const outlineRings = outline.flat()
  const faults = [
    ...faces.flatMap((face, f) => faultsOfFace(partition, face, f)),
    ...faultsOfSides(partition),
    ...faultsOfMeeting(partition),
  ]
  // counting faces makes sense only where edges meet at vertices alone
  if (faults.every(fault => fault.code === 'touches-itself')) faults.push(...overlaps(partition))
  const areas = outlineRings.map(ring => ({ ring, area: twiceArea(ring) }))
  return {
    faces: faces.length,
    vertices: partition.xs.length,
    edges: edges.from.length,
    oneSided: edges.left.reduce((n, l, e) => n + Number(l === OUTSIDE || edges.right[e] === OUTSIDE), 0),
    parts: outline.length,
    gaps: areas
      .filter(({ area }) => area < 0n)
      .map(({ ring, area }) => ({ at: placeOf(ring, 0), twiceArea: -area })),
    twiceAreaOfUnion: areas.reduce((sum, { area }) => sum + area, 0n),
    twiceAreaOfFaces: faces.reduce((sum, face) => sum + twiceAreaOfFace(face), 0n),
    faults,
  }
}

function faultsOfFace(partition: Partition, face: Face, f: number): CoverageFault[] {
  const faults: CoverageFault[] = []
  const report = (code: CoverageFaultCode, v: number) =>
    faults.push({ code, at: vertexPlace(partition, v), grids: [face.grid] })
  const seen = new Set<number>()
  partition.faces[f]?.rings.forEach((ring, r) => {
    const first = ring[0] ?? 0
    if (new Set(ring).size < 3) report('ring-too-short', first)
    ring.forEach((v, i) => {
      if (v === ring.at(i - 1) && ring.length > 1) report('repeated-point', v)
      else if (seen.has(v)) report('touches-itself', v)
      seen.add(v)
    })
    const area = twiceArea(face.rings[r] as Ring)
    if (r === 0 ? area <= 0n : area >= 0n) report('wrong-direction', first)
  })
  return faults
}

function faultsOfSides(partition: Partition): CoverageFault[] {
  const { edges } = partition
  const faults: CoverageFault[] = edges.doubled.map(e => faultAtEdges(partition, 'doubled-edge', e, e))
  edges.left.forEach((left, e) => {
    if (left === edges.right[e] && left !== OUTSIDE) faults.push(faultAtEdges(partition, 'spike', e, e))
  })
  return faults
}

/** Pairs of edges that meet anywhere but at a vertex of both. */
function faultsOfMeeting(partition: Partition): CoverageFault[] {
  const { edges, xs, ys } = partition
  const n = edges.from.length
  if (n === 0) return []
  const index = new Flatbush(n)
  for (let e = 0; e < n; e++) {
    const [ax, ay, bx, by] = endsOf(partition, e)
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
  }
  index.finish()

  const faults: CoverageFault[] = []
  const meet = (e: number, other: number) => {
    const [ax, ay, bx, by] = endsOf(partition, e)
    const [cx, cy, dx, dy] = endsOf(partition, other)
    const lying = [
      ...[edges.from[other], edges.to[other]].map(v => ({ v: v as number, on: e })),
      ...[edges.from[e], edges.to[e]].map(v => ({ v: v as number, on: other })),
    ].find(({ v, on }) => {
      if (edges.from[on] === v || edges.to[on] === v) return false
      const [px, py, qx, qy] = endsOf(partition, on)
      return onSegment(px, py, qx, qy, xs[v] as number, ys[v] as number)
    })
    if (lying !== undefined) {
      faults.push({
        ...faultAtEdges(partition, 'vertex-on-edge', e, other),
        at: vertexPlace(partition, lying.v),
      })
      return
    }
    const parts = (p: number, q: number) => p !== 0 && q !== 0 && p > 0 !== q > 0
    if (
      parts(orientation(ax, ay, bx, by, cx, cy), orientation(ax, ay, bx, by, dx, dy)) &&
      parts(orientation(cx, cy, dx, dy, ax, ay), orientation(cx, cy, dx, dy, bx, by))
    ) {
      faults.push(faultAtEdges(partition, 'crossing', e, other))
    }
  }
  for (let e = 0; e < n; e++) {
    const [ax, ay, bx, by] = endsOf(partition, e)
    index.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by), other => {
      if (other > e) meet(e, other)
      return false
    })
  }
  return faults
}

/** Faces over each other without a common edge: beside a one-sided edge there is one face, beyond it none. */
function overlaps(partition: Partition): CoverageFault[] {
  const { edges } = partition
  return cutArcs(partition).flatMap(({ vertices, left, right }) => {
    if ((left === OUTSIDE) === (right === OUTSIDE)) return []
    const e = edgeBetween(edges, vertices[0] as number, vertices[1] as number)
    const expected = edges.left[e] === OUTSIDE ? 0 : 1
    return facesLeftOf(partition, e) === expected ? [] : [faultAtEdges(partition, 'overlap', e, e)]
  })
}

/**
 * Number of faces over the place just left of an edge and just after its beginning a. Counted along a line from far west at
 * the height of that place, a hair above a, or below it when the edge falls. Edges that end in a are in order of their slope.
 */
function facesLeftOf({ edges, xs, ys }: Partition, e: number): number {
  const a = edges.from[e] as number
  const b = edges.to[e] as number
  const [ax, ay, bx, by] = [xs[a], ys[a], xs[b], ys[b]] as [number, number, number, number]
  const isAbove = (y: number) => (by < ay ? y >= ay : y > ay)
  let faces = 0
  for (let f = 0; f < edges.from.length; f++) {
    const inLeft = edges.left[f] !== OUTSIDE
    if (inLeft === (edges.right[f] !== OUTSIDE)) continue
    const c = edges.from[f] as number
    const d = edges.to[f] as number
    const [cx, cy, dx, dy] = [xs[c], ys[c], xs[d], ys[d]] as [number, number, number, number]
    if (isAbove(cy) === isAbove(dy)) continue
    let isWest: boolean
    if (f === e) isWest = by < ay
    else if (c !== a && d !== a) {
      const turn = orientation(cx, cy, dx, dy, ax, ay)
      isWest = dy > cy ? turn < 0 : turn > 0
    } else {
      const turn = c === a ? orientation(ax, ay, bx, by, dx, dy) : orientation(ax, ay, bx, by, cx, cy)
      isWest = by < ay ? turn < 0 : turn > 0 || by === ay
    }
    // an edge that rises has its left side in the west: passing it eastwards leaves the face there
    if (isWest) faces += dy > cy === inLeft ? -1 : 1
  }
  return faces
}

function endsOf({ edges, xs, ys }: Partition, e: number): [number, number, number, number] {
  const a = edges.from[e] as number
  const b = edges.to[e] as number
  return [xs[a] as number, ys[a] as number, xs[b] as number, ys[b] as number]
}

function faultAtEdges(
  partition: Partition,
  code: CoverageFaultCode,
  e: number,
  other: number,
): CoverageFault {
  const { edges } = partition
  const faces = [edges.left[e], edges.right[e], edges.left[other], edges.right[other]]
  const grids = faces.flatMap(f => partition.faces[f as number]?.grid ?? [])
  return { code, at: vertexPlace(partition, edges.from[e] as number), grids: [...new Set(grids)].sort() }
}

function vertexPlace({ xs, ys }: Partition, v: number): [number, number] {
  return [toDegrees(xs[v] ?? 0), toDegrees(ys[v] ?? 0)]
}

function placeOf(ring: Ring, i: number): [number, number] {
  return [toDegrees(ring[2 * i] as number), toDegrees(ring[2 * i + 1] as number)]
}
