import { cutArcs } from './arcs.ts'
import { bandsOf } from './bands.ts'
import { findEdgeConflicts, turnTo } from './edge-conflicts.ts'
import { edgeBetween, OUTSIDE } from './edges.ts'
import { type Face, twiceAreaOfFace } from './face.ts'
import { outlineOf } from './outline.ts'
import { buildPartition, type Partition } from './partition.ts'
import { isWithin, type Ring, twiceArea } from './ring.ts'
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
  /** A hole that does not lie in its shell, or lies in another hole. */
  | 'hole-outside'
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
  const alone = [
    ...faces.flatMap((face, f) => faultsOfFace(partition, face, f)),
    ...faultsOfSides(partition),
    ...faultsOfConflicts(partition),
  ]
  // counting faces makes sense only where edges meet at vertices alone
  const isPlanar = alone.every(fault => fault.code === 'touches-itself')
  const faults = isPlanar ? [...alone, ...overlaps(partition)] : alone
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
    if (r > 0 && isAstray(face.rings, r)) report('hole-outside', first)
  })
  return faults
}

/** A face that takes away what it does not have hides that another one lies there twice. */
function isAstray(rings: readonly Ring[], hole: number): boolean {
  return rings.some((ring, r) => r !== hole && isWithin(rings[hole] as Ring, ring) !== (r === 0))
}

function faultsOfSides(partition: Partition): CoverageFault[] {
  const { edges } = partition
  const faults: CoverageFault[] = edges.doubled.map(e => faultAtEdges(partition, 'doubled-edge', e, e))
  edges.left.forEach((left, e) => {
    if (left === edges.right[e] && left !== OUTSIDE) faults.push(faultAtEdges(partition, 'spike', e, e))
  })
  return faults
}

function faultsOfConflicts(partition: Partition): CoverageFault[] {
  return findEdgeConflicts(partition).map(({ edges: [e, other], vertex }) =>
    vertex === null
      ? faultAtEdges(partition, 'crossing', e, other)
      : { ...faultAtEdges(partition, 'vertex-on-edge', e, other), at: vertexPlace(partition, vertex) },
  )
}

/** Faces over each other without a common edge: beside a one-sided edge there is one face, beyond it none. */
function overlaps(partition: Partition): CoverageFault[] {
  const { edges, ys } = partition
  const isOneSided = (e: number) => (edges.left[e] === OUTSIDE) !== (edges.right[e] === OUTSIDE)
  const oneSided = edges.from.map((_, e) => e).filter(isOneSided)
  const { bandOf, start, members } = bandsOf(
    oneSided.map(e => Math.min(ys[edges.from[e] as number] as number, ys[edges.to[e] as number] as number)),
    oneSided.map(e => Math.max(ys[edges.from[e] as number] as number, ys[edges.to[e] as number] as number)),
  )
  return cutArcs(partition).flatMap(({ vertices }) => {
    const e = edgeBetween(edges, vertices[0] as number, vertices[1] as number)
    if (!isOneSided(e)) return []
    const expected = edges.left[e] === OUTSIDE ? 0 : 1
    // none of another band reaches that height
    const band = bandOf(ys[edges.from[e] as number] as number)
    const beside = members.subarray(start[band], start[band + 1]).map(i => oneSided[i] as number)
    const isRight = facesLeftOf(partition, beside, e) === expected
    return isRight ? [] : [faultAtEdges(partition, 'overlap', e, e)]
  })
}

/**
 * Number of faces over the place just left of an edge and just after its beginning a. Counted along a line from far west at
 * the height of that place, a hair above a, or below it when the edge falls. Edges that end in a are in order of their slope.
 */
function facesLeftOf(partition: Partition, oneSided: Int32Array, e: number): number {
  const { edges, ys } = partition
  const a = edges.from[e] as number
  const height = ys[a] as number
  const isFalling = (ys[edges.to[e] as number] as number) < height
  const isAbove = (y: number) => (isFalling ? y >= height : y > height)
  let faces = 0
  for (const f of oneSided) {
    const c = edges.from[f] as number
    const d = edges.to[f] as number
    const rises = (ys[d] as number) > (ys[c] as number)
    if (isAbove(ys[c] as number) === isAbove(ys[d] as number)) continue
    let isWest: boolean
    if (f === e) isWest = isFalling
    else if (c !== a && d !== a) isWest = turnTo(partition, f, a) < 0 === rises
    else isWest = turnTo(partition, e, c === a ? d : c) > 0 !== isFalling
    // an edge that rises has its left side in the west: passing it eastwards leaves the face there
    if (isWest) faces += rises === (edges.left[f] !== OUTSIDE) ? -1 : 1
  }
  return faces
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
