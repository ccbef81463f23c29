import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import type { Editor } from './editor.ts'
import { gridsTouched, nameOf, type Step } from './steps.ts'

const most = 2

/** A step in words: what it is called, and the grids that it is about. */
export function useStepWords({ boundaries }: Editor): (step: Step) => string {
  const t = useMessages('editor')
  const words = useCityWords()
  return step => {
    const codes = gridsTouched({ boundaries }, step)
    const grids = step.patches.flatMap(patch => patch.grids)
    const names = codes.slice(0, most).map(code => {
      const grid = boundaries.grid(code) ?? grids.find(({ key }) => key === code)?.before
      return grid == null ? code : words.say(grid.name)
    })
    if (names.length === 0) return t.steps[nameOf(step)]
    return `${t.steps[nameOf(step)]} · ${names.join(t.comma)}${codes.length > most ? ' …' : ''}`
  }
}
