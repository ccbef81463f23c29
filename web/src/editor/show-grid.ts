import { facesBelow } from '@jingwei/geodata/geometry/editing/tree-of.ts'
import { toDegrees } from '@jingwei/geodata/geometry/units.ts'
import { cameraOfBounds } from '../fly.ts'
import { setView } from '../view.ts'
import type { Editor } from './editor.ts'

/** Selects a grid and brings the map to it. */
export function showGrid(editor: Editor, code: string): void {
  if (editor.boundaries.grid(code) === undefined) return
  editor.take('adjust')
  editor.select({ kind: 'grid', code })
  const bounds = boundsOf(editor, code)
  if (bounds !== null) setView({ map: cameraOfBounds(bounds) })
}

function boundsOf({ boundaries }: Editor, code: string): [number, number, number, number] | null {
  const bounds: [number, number, number, number] = [180, 90, -180, -90]
  for (const number of facesBelow(boundaries, code))
    for (const vertex of boundaries.face(number)?.rings[0] ?? []) {
      const [lon, lat] = boundaries.place(vertex).map(toDegrees) as [number, number]
      bounds[0] = Math.min(bounds[0], lon)
      bounds[1] = Math.min(bounds[1], lat)
      bounds[2] = Math.max(bounds[2], lon)
      bounds[3] = Math.max(bounds[3], lat)
    }
  return bounds[0] > bounds[2] ? null : bounds
}
