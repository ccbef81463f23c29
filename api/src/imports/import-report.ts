import { type Choices, isChosen } from '@jingwei/geodata/geometry/importing/fault.ts'
import type { ImportCheck } from '@jingwei/geodata/importing/check-import.ts'
import type { ImportReport } from './contract.ts'

/** Faults beyond these are counted, not listed: a person cannot look at more. */
export const mostFaults = 2000

/**
 * What a person is told of a check. First what waits for a choice, then what has to be mended in the file, then what is decided: however many
 * there are, what is still to be done is listed.
 * @param usual codes of faults for all of which the repair offered first is chosen
 */
export function reportOf(
  { faults, stuck, counts, notes }: Omit<ImportCheck, 'topology' | 'open'>,
  choices: Choices,
  usual: ReadonlySet<string>,
): ImportReport {
  const told = faults.map(fault => {
    const [first] = fault.repairs
    const chosen = isChosen(fault, choices)
      ? (choices.get(fault.id) ?? null)
      : usual.has(fault.code)
        ? (first ?? null)
        : null
    return { ...fault, chosen }
  })
  const open = told.filter(({ repairs, chosen }) => repairs.length > 0 && chosen === null)
  const unmendable = told.filter(({ repairs }) => repairs.length === 0)
  const decided = told.filter(({ chosen }) => chosen !== null)
  return {
    faults: [...open, ...unmendable, ...decided].slice(0, mostFaults) as unknown as ImportReport['faults'],
    faultCounts: countsOf(faults),
    open: open.length,
    openCounts: countsOf(open),
    stuck,
    grids: counts.grids,
    faces: counts.faces,
    vertices: counts.vertices,
    notes,
  }
}

function countsOf(faults: readonly { readonly code: string }[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { code } of faults) counts[code] = (counts[code] ?? 0) + 1
  return counts
}
