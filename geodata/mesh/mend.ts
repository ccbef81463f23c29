import { at, type Mesh, nextCorner, previousCorner, triangleCount } from './mesh.ts'

/**
 * Makes every region simple: connected, and never touching itself in a single point. `leaf` is changed in place; a triangle
 * moves only to the leaf of a neighbour in its own district, so counts stay and districts are never crossed.
 * @param levels for each level, the region of a leaf (first: the leaf itself)
 * @param split leaves that may have several parts on purpose
 */
export function mend(mesh: Mesh, leaf: Int32Array, levels: ((leaf: number) => number)[], split: Set<number>) {
  const fans = trianglesAtVertices(mesh)
  for (let round = 0; round < 200; round++) {
    let moved = 0
    for (const region of levels) moved += mendPinches(mesh, leaf, region, fans)
    moved += mendPieces(mesh, leaf, split)
    if (moved === 0) return round
  }
  throw new Error('regions could not be made simple')
}

/** For each vertex its triangles, as start offsets and a flat list. */
function trianglesAtVertices(mesh: Mesh) {
  const start = new Int32Array(mesh.x.length + 1)
  for (const v of mesh.corners) start[v + 1] = at(start, v + 1) + 1
  for (let v = 0; v < mesh.x.length; v++) start[v + 1] = at(start, v + 1) + at(start, v)
  const fill = start.slice()
  const list = new Int32Array(mesh.corners.length)
  for (let e = 0; e < mesh.corners.length; e++) {
    const v = at(mesh.corners, e)
    list[at(fill, v)] = e
    fill[v] = at(fill, v) + 1
  }
  return { start, list }
}

/** The half-edges leaving vertex of `e`, counterclockwise from the rim if there is one. */
function fanOf(mesh: Mesh, e: number) {
  let first = e
  for (;;) {
    const twin = at(mesh.twins, first)
    if (twin < 0) break
    first = nextCorner(twin)
    if (first === e) break
  }
  const fan: number[] = []
  for (let here = first; ; ) {
    fan.push(here)
    const back = at(mesh.twins, previousCorner(here))
    if (back < 0) return { fan, open: true }
    if (back === first) return { fan, open: false }
    here = back
  }
}

function mendPinches(
  mesh: Mesh,
  leaf: Int32Array,
  region: (leaf: number) => number,
  { start, list }: ReturnType<typeof trianglesAtVertices>,
) {
  let moved = 0
  for (let v = 0; v < mesh.x.length; v++) {
    const from = at(start, v)
    const to = at(start, v + 1)
    const label = region(at(leaf, Math.floor(at(list, from) / 3)))
    let mixed = false
    for (let i = from + 1; i < to && !mixed; i++)
      mixed = region(at(leaf, Math.floor(at(list, i) / 3))) !== label
    if (mixed) moved += mendVertex(mesh, leaf, region, at(list, from))
  }
  return moved
}

interface Run {
  region: number
  triangles: number[]
}

/** Runs of one region around a vertex; a region with two runs touches itself there: the smallest run gives way. */
function mendVertex(mesh: Mesh, leaf: Int32Array, region: (leaf: number) => number, edge: number) {
  const { fan, open } = fanOf(mesh, edge)
  const runs: Run[] = []
  for (const e of fan) {
    const t = Math.floor(e / 3)
    const r = region(at(leaf, t))
    const last = runs.at(-1)
    if (last?.region === r) last.triangles.push(t)
    else runs.push({ region: r, triangles: [t] })
  }
  const [firstRun, lastRun] = [runs[0], runs.at(-1)]
  if (!open && runs.length > 1 && firstRun && lastRun && firstRun.region === lastRun.region) {
    firstRun.triangles.unshift(...lastRun.triangles)
    runs.pop()
  }
  const seen = new Map<number, number>()
  for (const run of runs) seen.set(run.region, (seen.get(run.region) ?? 0) + 1)
  const twice = runs.some(run => (seen.get(run.region) ?? 0) > 1)
  if (!twice) return 0
  const order = runs
    .map((run, i) => ({ run, i }))
    .sort((a, b) => a.run.triangles.length - b.run.triangles.length)
  for (const { run, i } of order) {
    const before = runs[i - 1] ?? (open ? undefined : runs.at(-1))
    const after = runs[i + 1] ?? (open ? undefined : runs[0])
    const giver = [before, after].find(
      side => side && side !== run && sameDistrict(mesh, run.triangles, side.triangles),
    )
    const inside = before && after && before.region === after.region
    const isTwin = (seen.get(run.region) ?? 0) > 1
    if (!giver || !(inside || isTwin)) continue
    const target = at(
      leaf,
      giver === before ? at(giver.triangles, giver.triangles.length - 1) : at(giver.triangles, 0),
    )
    for (const t of run.triangles) leaf[t] = target
    return 1
  }
  return 0
}

function sameDistrict(mesh: Mesh, a: number[], b: number[]) {
  const district = at(mesh.district, at(a, 0))
  return [...a, ...b].every(t => at(mesh.district, t) === district)
}

/** Pieces of a leaf cut off from its largest piece go to the leaf next to them. */
function mendPieces(mesh: Mesh, leaf: Int32Array, split: Set<number>) {
  const count = triangleCount(mesh)
  const piece = new Int32Array(count).fill(-1)
  const pieces: { leaf: number; triangles: number[] }[] = []
  for (let s = 0; s < count; s++) {
    if (at(piece, s) >= 0) continue
    const own = at(leaf, s)
    const triangles = [s]
    piece[s] = pieces.length
    for (let i = 0; i < triangles.length; i++)
      for (let e = 3 * at(triangles, i); e < 3 * at(triangles, i) + 3; e++) {
        const other = at(mesh.twins, e) < 0 ? -1 : Math.floor(at(mesh.twins, e) / 3)
        if (other < 0 || at(piece, other) >= 0 || at(leaf, other) !== own) continue
        piece[other] = pieces.length
        triangles.push(other)
      }
    pieces.push({ leaf: own, triangles })
  }
  const largest = new Map<number, number>()
  for (const [i, p] of pieces.entries()) {
    const best = largest.get(p.leaf)
    if (best === undefined || p.triangles.length > (pieces[best]?.triangles.length ?? 0))
      largest.set(p.leaf, i)
  }
  let moved = 0
  for (const [i, p] of pieces.entries()) {
    if (largest.get(p.leaf) === i || (split.has(p.leaf) && p.triangles.length > 20)) continue
    const target = neighbourLeaf(mesh, leaf, p.triangles, p.leaf)
    if (target === undefined) throw new Error('a cut-off piece has no neighbour in its district')
    for (const t of p.triangles) leaf[t] = target
    moved++
  }
  return moved
}

function neighbourLeaf(mesh: Mesh, leaf: Int32Array, triangles: number[], own: number) {
  const contact = new Map<number, number>()
  for (const t of triangles)
    for (let e = 3 * t; e < 3 * t + 3; e++) {
      const twin = at(mesh.twins, e)
      if (twin < 0) continue
      const other = Math.floor(twin / 3)
      const l = at(leaf, other)
      if (l !== own && at(mesh.district, other) === at(mesh.district, t))
        contact.set(l, (contact.get(l) ?? 0) + 1)
    }
  return [...contact].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0]
}
