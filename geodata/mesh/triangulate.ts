import Delaunator from 'delaunator'
import type { Borders } from './borders.ts'
import { area2, at, type Mesh, nextCorner } from './mesh.ts'
import { METERS_PER_UNIT_X, METERS_PER_UNIT_Y } from './plane.ts'
import { scatter } from './scatter.ts'

/**
 * Delaunay triangles over the borders and points scattered between them, in which every border piece is an edge: a piece that
 * is not yet one is halved until it is. Triangles outside all districts are dropped.
 * @param spacing metres between points, by place in metres from the first border point
 */
export function triangulate(
  { points, pieces: start }: Borders,
  origin: { x: number; y: number },
  spacing: (x: number, y: number) => number,
  next: () => number,
): Mesh {
  const toX = (unit: number) => (unit - origin.x) * METERS_PER_UNIT_X
  const toY = (unit: number) => (unit - origin.y) * METERS_PER_UNIT_Y
  const { units, pieces } = divide(points, start, (x, y) => 0.8 * spacing(toX(x), toY(y)))
  const borderPoints = Array.from({ length: units.length / 2 }, (_, i) => ({
    x: toX(at(units, 2 * i)),
    y: toY(at(units, 2 * i + 1)),
  }))
  const box = {
    west: Math.min(...borderPoints.map(p => p.x)) - 400,
    east: Math.max(...borderPoints.map(p => p.x)) + 400,
    south: Math.min(...borderPoints.map(p => p.y)) - 400,
    north: Math.max(...borderPoints.map(p => p.y)) + 400,
  }
  const inner = scatter(borderPoints, box, spacing, next).slice(borderPoints.length)
  const free = inner.flatMap(p => [
    Math.round(origin.x + p.x / METERS_PER_UNIT_X),
    Math.round(origin.y + p.y / METERS_PER_UNIT_Y),
  ])
  return conform(units, free, pieces, toX, toY)
}

type Piece = Borders['pieces'][number]

/** Halves pieces that are longer than allowed at their middle. */
function divide(points: number[], start: Piece[], longest: (x: number, y: number) => number) {
  const units = [...points]
  const pieces: Piece[] = []
  const queue = [...start]
  for (let piece = queue.pop(); piece; piece = queue.pop()) {
    const ax = at(units, 2 * piece.a)
    const ay = at(units, 2 * piece.a + 1)
    const dx = (at(units, 2 * piece.b) - ax) * METERS_PER_UNIT_X
    const dy = (at(units, 2 * piece.b + 1) - ay) * METERS_PER_UNIT_Y
    if (Math.sqrt(dx * dx + dy * dy) <= longest(ax, ay)) pieces.push(piece)
    else queue.push(...halve(units, piece))
  }
  return { units, pieces }
}

function halve(units: number[], piece: Piece): [Piece, Piece] {
  const middle = units.length / 2
  units.push(
    Math.round((at(units, 2 * piece.a) + at(units, 2 * piece.b)) / 2),
    Math.round((at(units, 2 * piece.a + 1) + at(units, 2 * piece.b + 1)) / 2),
  )
  return [
    { ...piece, b: middle },
    { ...piece, a: middle },
  ]
}

function conform(
  border: number[],
  free: number[],
  start: Piece[],
  toX: (unit: number) => number,
  toY: (unit: number) => number,
) {
  let pieces = start
  for (let round = 0; round < 30; round++) {
    const count = border.length / 2
    const units = [...border, ...free]
    const flat = new Float64Array(units.length)
    for (let i = 0; i < units.length; i += 2) {
      flat[i] = toX(at(units, i))
      // Delaunator turns clockwise in a y-up plane; a mirrored y makes its triangles counterclockwise here.
      flat[i + 1] = -toY(at(units, i + 1))
    }
    const { triangles, halfedges } = new Delaunator(flat)
    const edges = new Map<number, number>()
    for (let e = 0; e < triangles.length; e++) {
      const a = at(triangles, e)
      const b = at(triangles, nextCorner(e))
      if (a < count && b < count) edges.set(a * count + b, e)
    }
    const missing = pieces.filter(p => !edges.has(p.a * count + p.b) && !edges.has(p.b * count + p.a))
    if (missing.length === 0) return assemble(units, triangles, halfedges, pieces, edges, count)
    const kept = new Set(missing)
    pieces = [...pieces.filter(p => !kept.has(p)), ...missing.flatMap(p => halve(border, p))]
  }
  throw new Error('the borders cross or touch: no triangulation holds all of them')
}

function assemble(
  units: number[],
  triangles: Uint32Array,
  halfedges: Int32Array,
  pieces: Piece[],
  edges: Map<number, number>,
  count: number,
): Mesh {
  const wall = new Uint8Array(triangles.length)
  const label = new Int32Array(triangles.length / 3).fill(-1)
  const stack: number[] = []
  for (const { a, b, left, right } of pieces) {
    for (const [edge, district] of [
      [edges.get(a * count + b), left],
      [edges.get(b * count + a), right],
    ] as const) {
      if (edge === undefined) continue
      wall[edge] = 1
      if (district < 0) continue
      const t = Math.floor(edge / 3)
      if (label[t] !== -1 && label[t] !== district) throw new Error('a triangle lies in two districts')
      if (label[t] === -1) stack.push(t)
      label[t] = district
    }
  }
  for (let t = stack.pop(); t !== undefined; t = stack.pop())
    for (let e = 3 * t; e < 3 * t + 3; e++) {
      const twin = at(halfedges, e)
      if (wall[e] || twin < 0) continue
      const other = Math.floor(twin / 3)
      if (label[other] === -1) {
        label[other] = at(label, t)
        stack.push(other)
      } else if (label[other] !== label[t]) throw new Error('a border leaks')
    }
  return compact(units, triangles, halfedges, label, count)
}

function compact(
  units: number[],
  triangles: Uint32Array,
  halfedges: Int32Array,
  label: Int32Array,
  count: number,
): Mesh {
  const kept = [...label.keys()].filter(t => at(label, t) >= 0)
  const newTriangle = new Int32Array(label.length).fill(-1)
  for (const [i, t] of kept.entries()) newTriangle[t] = i
  const newVertex = new Int32Array(units.length / 2).fill(-1)
  const vertices: number[] = []
  const corners = new Int32Array(3 * kept.length)
  const twins = new Int32Array(3 * kept.length)
  for (const [i, t] of kept.entries())
    for (let k = 0; k < 3; k++) {
      const v = at(triangles, 3 * t + k)
      if (newVertex[v] === -1) newVertex[v] = vertices.push(v) - 1
      corners[3 * i + k] = at(newVertex, v)
      const twin = at(halfedges, 3 * t + k)
      const other = twin < 0 ? -1 : at(newTriangle, Math.floor(twin / 3))
      twins[3 * i + k] = other < 0 ? -1 : 3 * other + (twin % 3)
    }
  const mesh: Mesh = {
    x: Int32Array.from(vertices, v => at(units, 2 * v)),
    y: Int32Array.from(vertices, v => at(units, 2 * v + 1)),
    corners,
    twins,
    district: Int32Array.from(kept, t => at(label, t)),
    fixed: Uint8Array.from(vertices, v => (v < count ? 1 : 0)),
  }
  for (let t = 0; t < kept.length; t++)
    if (area2(mesh, t) <= 0) throw new Error(`triangle ${t} is flat or turned over`)
  return mesh
}
