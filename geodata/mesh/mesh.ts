/**
 * A triangulation on integer units that the pipeline cuts into grids. Every grid is a set of whole triangles, so whatever is
 * cut out of it tiles the area exactly, shares its borders point by point and stays so while triangles keep their turn.
 */
export interface Mesh {
  /** Vertices in integer units. */
  x: Int32Array
  y: Int32Array
  /** Three vertices a triangle, counterclockwise. */
  corners: Int32Array
  /** Half-edge on the other side of half-edge `e` (from corner e to the next one), or -1 at the rim. */
  twins: Int32Array
  /** District index of each triangle. */
  district: Int32Array
  /** 1 for vertices on a district border: they must not move. */
  fixed: Uint8Array
}

export const nextCorner = (e: number) => (e % 3 === 2 ? e - 2 : e + 1)
export const previousCorner = (e: number) => (e % 3 === 0 ? e + 2 : e - 1)

export function triangleCount(mesh: Mesh) {
  return mesh.corners.length / 3
}

/** Twice the area in square units; exact, because extents stay below 9.4e7 units. */
export function turn(ax: number, ay: number, bx: number, by: number, cx: number, cy: number) {
  return (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
}

/** Typed-array access without the "maybe undefined": every index in a mesh is in range by construction. */
export function at(list: ArrayLike<number>, i: number) {
  return list[i] as number
}

/** Twice the area of triangle `t`; positive in a sound mesh. */
export function area2(mesh: Mesh, t: number) {
  const { x, y, corners } = mesh
  const a = at(corners, 3 * t)
  const b = at(corners, 3 * t + 1)
  const c = at(corners, 3 * t + 2)
  return turn(at(x, a), at(y, a), at(x, b), at(y, b), at(x, c), at(y, c))
}
