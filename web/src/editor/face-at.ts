import type { ReadableBoundaries } from '@jingwei/geodata/geometry/editing/boundaries.ts'
import type { NearBorders } from '@jingwei/geodata/geometry/editing/near-borders.ts'
import type { Place } from '@jingwei/geodata/geometry/editing/patch.ts'
import { sideOfRing } from '@jingwei/geodata/geometry/ring.ts'

/** The face that has a place inside it, or undefined. The nearest borders are asked first: one of them is its own. */
export function faceAt(boundaries: ReadableBoundaries, near: NearBorders, at: Place): number | undefined {
  for (let reach = 2_000; reach < 4_000_000; reach *= 4) {
    const border = near.border(at, [reach, reach])
    if (border === null) continue
    // the nearest place may be a vertex, where borders of other faces end too
    const beside = [...boundaries.facesAround(border.u), ...boundaries.facesAround(border.v)]
    return beside.find(number => holds(boundaries, number, at))
  }
  return undefined
}

function holds(boundaries: ReadableBoundaries, number: number, [x, y]: Place): boolean {
  return (boundaries.face(number)?.rings ?? []).every((ring, r) => {
    const flat = Int32Array.from(ring.flatMap(vertex => boundaries.place(vertex)))
    return sideOfRing(flat, x, y) === (r === 0 ? 1 : -1)
  })
}
