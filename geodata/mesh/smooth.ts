import { area2, at, type Mesh } from './mesh.ts'

/**
 * Takes the zigzag of single triangles out of the borders between regions: a vertex on a border moves towards the middle of
 * its neighbours along the border, one inside a region towards the middle of all. A move that would flatten or turn over any
 * triangle is shortened or left out, so the mesh, and with it every border, stays sound. Fixed vertices stay.
 */
export function smooth(mesh: Mesh, leaf: Int32Array, rounds: number) {
  const near = links(mesh, leaf)
  const around = trianglesAround(mesh)
  for (let round = 0; round < rounds; round++)
    for (let v = 0; v < mesh.x.length; v++) {
      if (mesh.fixed[v]) continue
      const list = near[v] ?? []
      let sx = 0
      let sy = 0
      for (const n of list) {
        sx += at(mesh.x, n)
        sy += at(mesh.y, n)
      }
      const dx = sx / list.length - at(mesh.x, v)
      const dy = sy / list.length - at(mesh.y, v)
      move(mesh, v, dx, dy, around[v] ?? [])
    }
}

const SHARES = [0.6, 0.3, 0.12]

function move(mesh: Mesh, v: number, dx: number, dy: number, triangles: number[]) {
  const x = at(mesh.x, v)
  const y = at(mesh.y, v)
  for (const share of SHARES) {
    mesh.x[v] = Math.round(x + share * dx)
    mesh.y[v] = Math.round(y + share * dy)
    if (triangles.every(t => area2(mesh, t) > 0)) return
  }
  mesh.x[v] = x
  mesh.y[v] = y
}

/** Neighbours that pull a vertex: those along region borders if it lies on one, else all. */
function links(mesh: Mesh, leaf: Int32Array) {
  const all: number[][] = Array.from(mesh.x, () => [])
  const along: number[][] = Array.from(mesh.x, () => [])
  for (let e = 0; e < mesh.corners.length; e++) {
    const twin = at(mesh.twins, e)
    const a = at(mesh.corners, e)
    const b = at(mesh.corners, e % 3 === 2 ? e - 2 : e + 1)
    all[a]?.push(b)
    const border = twin < 0 || at(leaf, Math.floor(twin / 3)) !== at(leaf, Math.floor(e / 3))
    if (border) along[a]?.push(b)
  }
  return all.map((list, v) => {
    const border = along[v] ?? []
    return border.length > 0 ? border : list
  })
}

function trianglesAround(mesh: Mesh) {
  const around: number[][] = Array.from(mesh.x, () => [])
  for (let e = 0; e < mesh.corners.length; e++) around[at(mesh.corners, e)]?.push(Math.floor(e / 3))
  return around
}
