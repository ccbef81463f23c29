import { gridsOf } from '@jingwei/geodata/geometry/editing/patch.ts'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import type { Editor } from './editor.ts'
import { nameOf, type Step } from './steps.ts'

const most = 2

/** A step in words: what it is called, and the grids that it is about. */
export function useStepWords({ boundaries }: Editor): (step: Step) => string {
  const t = useMessages('editor')
  const words = useCityWords()
  return step => {
    const named = [...new Set(step.patches.flatMap(gridsOf))]
    const codes = named.length > 0 ? named : touchedBy(step, boundaries)
    const grids = step.patches.flatMap(patch => patch.grids)
    const names = codes.slice(0, most).map(code => {
      const grid = boundaries.grid(code) ?? grids.find(({ key }) => key === code)?.before
      return grid == null ? code : words.say(grid.name)
    })
    if (names.length === 0) return t.steps[nameOf(step)]
    return `${t.steps[nameOf(step)]} · ${names.join(t.comma)}${codes.length > most ? ' …' : ''}`
  }
}

function touchedBy(step: Step, boundaries: Editor['boundaries']): string[] {
  const vertices = step.patches.flatMap(patch => patch.vertices.map(({ key }) => key))
  const faces = vertices.flatMap(vertex => boundaries.facesAround(vertex))
  return [...new Set(faces.flatMap(face => boundaries.face(face)?.grid ?? []))].sort()
}
