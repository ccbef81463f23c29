import { tidyText } from '../formats/tidy-text.ts'
import {
  type Choices,
  chosen,
  faultOf,
  gridFaultOf,
  type ImportFault,
  type Repair,
} from '../geometry/importing/fault.ts'
import type { Entry } from './hang-grids.ts'
import type { LevelSource } from './mapping.ts'

const isCode = /^[0-9A-Za-z-]{1,40}$/
const mostCode = 40
/** Characters of a code that is none, in the name of its fault. */
const mostSaid = 80

/** What a row's text becomes as a code; null: the row is left out. */
export function codeOf(
  said: string,
  level: string,
  row: number,
  taken: ReadonlySet<string>,
  tell: (fault: ImportFault) => Repair | undefined,
): string | null {
  if (isCode.test(said)) return said
  const to = freeCode(said, row, taken)
  const repairs: Repair[] =
    said === '' ? [{ kind: 'drop' }, { kind: 'recode', to }] : [{ kind: 'recode', to }, { kind: 'drop' }]
  const repair = tell(
    faultOf({
      code: said === '' ? 'no-code' : 'bad-code',
      level,
      rows: [row],
      grids: said === '' ? [] : [tidyText(said, mostSaid)],
      repairs,
    }),
  )
  return repair?.kind === 'recode' ? repair.to : null
}

/** What a text becomes as a code that no other grid bears; one without a letter or a digit is called after its row. */
function freeCode(said: string, row: number, taken: ReadonlySet<string>): string {
  const cleaned = said.replace(/[^0-9A-Za-z-]+/g, '-').replace(/^-+|-+$/g, '') || `row-${row}`
  for (let n = 1; ; n++) {
    const ending = n === 1 ? '' : `-${n}`
    const code = cleaned.slice(0, mostCode - ending.length) + ending
    if (!taken.has(code)) return code
  }
}

/** A code names one grid of the whole city. Files that number each level from 1 say one of several: what lies below gets another. */
export function keepApart(
  byLevel: readonly Map<string, Entry>[],
  recoded: readonly Map<string, string>[],
  levels: readonly LevelSource[],
  choices: Choices,
  faults: ImportFault[],
): void {
  const taken = new Set(byLevel.flatMap(entries => [...entries.keys()]))
  const above = new Set<string>()
  byLevel.forEach((entries, depth) => {
    const level = levels[depth]?.level ?? ''
    for (const [code, { grid, rows, shapes, parents }] of [...entries]) {
      if (!above.has(code)) continue
      const to = freeCode(`${level}-${code}`, rows[0] ?? 0, taken)
      const fault = gridFaultOf({
        code: 'code-of-larger',
        level,
        grids: [code],
        rows,
        repairs: [{ kind: 'recode', to }, { kind: 'drop' }],
      })
      faults.push(fault)
      entries.delete(code)
      if (chosen(fault, choices)?.kind !== 'recode') continue
      taken.add(to)
      recoded[depth]?.set(code, to)
      const own = shapes.map(shape => ({ ...shape, grid: to }))
      entries.set(to, { grid: { ...grid, code: to }, rows, shapes: own, parents })
    }
    for (const code of entries.keys()) above.add(code)
  })
}
