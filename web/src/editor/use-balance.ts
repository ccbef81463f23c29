import { overloaded } from '@jingwei/geodata/geometry/editing/balance.ts'
import { coordinatesOfFace } from '@jingwei/geodata/geometry/editing/face-measures.ts'
import { sideOfRing } from '@jingwei/geodata/geometry/ring.ts'
import { squareMeters } from '@jingwei/geodata/geometry/square-meters.ts'
import { useMemo } from 'react'
import type { Editor } from './editor.ts'
import type { GridKnowledge } from './figures.ts'
import { gridsTouched } from './steps.ts'
import { useKnowledge } from './use-knowledge.ts'

export interface Overload {
  readonly grid: string
  readonly measure: 'area' | 'households' | 'incidents'
  readonly times: number
}

/** Leaf grids of this draft that would have far more than is usual in the city. */
export function useBalance(editor: Editor): readonly Overload[] {
  const knowledge = useKnowledge(editor.boundaries.levels.at(-1) ?? '')
  const last = editor.steps.done.at(-1)
  return useMemo(() => (last === undefined ? [] : overloads(editor, knowledge)), [editor, knowledge, last])
}

export function overloads({ boundaries, steps }: Editor, { households, open }: GridKnowledge): Overload[] {
  const leaf = boundaries.levels.at(-1)
  const touched = new Set(steps.done.flatMap(step => gridsTouched(steps, step)))
  const asked = [...touched].filter(code => boundaries.grid(code)?.level === leaf)
  if (asked.length === 0) return []
  const area = new Map<string, number>()
  for (const [number, { grid }] of boundaries.faces())
    area.set(grid, (area.get(grid) ?? 0) + squareMeters(coordinatesOfFace(boundaries, number)))
  const usualOpen = open.length / Math.max(area.size, 1)
  const found = (measure: Overload['measure'], loads: ReadonlyMap<string, number>) =>
    overloaded(loads, asked).map(({ grid, times }) => ({ grid, times, measure }))
  // most blocks have few cases or none, so the mean stands in for a median of nothing
  const cases = asked.map(grid => ({ grid, times: openIn(boundaries, grid, open) / Math.max(usualOpen, 1) }))
  return [
    ...found('area', area),
    ...found('households', households),
    ...cases.filter(({ times }) => times > 5).map(one => ({ ...one, measure: 'incidents' as const })),
  ]
}

function openIn(boundaries: Editor['boundaries'], grid: string, open: GridKnowledge['open']): number {
  const faces = boundaries.facesOfGrid(grid).map(number => coordinatesOfFace(boundaries, number))
  const isIn = (x: number, y: number) =>
    faces.some(rings => rings.every((ring, r) => sideOfRing(ring, x, y) === (r === 0 ? 1 : -1)))
  return open.filter(([x, y]) => isIn(x, y)).length
}
