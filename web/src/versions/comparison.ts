import { useQuery } from '@tanstack/react-query'
import { useView, type View } from '../view.ts'
import { type Difference, draftDifferenceQuery, versionDifferenceQuery } from './versions.api.ts'

/** What is laid beside what was there before it: a version, or a draft. */
export interface Comparison {
  readonly kind: 'version' | 'draft'
  readonly id: number
}

/** As the address has it, when what it belongs to is open: the list of versions, or that draft. */
export function comparisonOf({ compare, panel, edit }: View): Comparison | null {
  const [kind, number] = compare?.split(':') ?? []
  const id = Number(number)
  if (kind === 'version' && panel === 'versions' && typeof edit !== 'number') return { kind, id }
  return kind === 'draft' && edit === id ? { kind, id } : null
}

export function useComparison(): Comparison | null {
  const spelled = useView(view => {
    const found = comparisonOf(view)
    return found === null ? '' : `${found.kind}:${found.id}`
  })
  const [kind, id] = spelled.split(':')
  return kind === 'version' || kind === 'draft' ? { kind, id: Number(id) } : null
}

export function useDifference(comparison: Comparison | null) {
  const isDraft = comparison?.kind === 'draft'
  const ofVersion = useQuery({
    ...versionDifferenceQuery(comparison?.id ?? 0),
    enabled: comparison !== null && !isDraft,
  })
  const ofDraft = useQuery({ ...draftDifferenceQuery(comparison?.id ?? 0), enabled: isDraft })
  return isDraft ? ofDraft : ofVersion
}

type GridDifference = Difference['grids'][number]

/** Square metres that a grid has more than before, less below zero; null where only names or parents differ. */
export function areaGained({ squareMetersBefore, squareMetersAfter, before, after }: GridDifference) {
  if (squareMetersBefore === null && squareMetersAfter === null) return null
  if (before === null && after === null) return null
  return (squareMetersAfter ?? 0) - (squareMetersBefore ?? 0)
}

/** Square metres that leaf grids have more than before: what went from one to another is counted once. @param leaf the finest level */
export function areaMoved({ grids }: Difference, leaf: string | undefined): number {
  return grids
    .filter(({ level }) => level === leaf)
    .reduce((sum, grid) => sum + Math.max(areaGained(grid) ?? 0, 0), 0)
}

/** West, south, east, north of everything that is drawn otherwise; null where nothing is. */
export function boundsOfDifference(
  { grids }: Pick<Difference, 'grids'>,
  leaf: string | undefined,
): [number, number, number, number] | null {
  // an outline above the leaves reaches far beyond what happened
  const leaves = grids.filter(({ level }) => level === leaf)
  const outlines = (leaves.length === 0 ? grids : leaves).flatMap(({ before, after }) => [
    ...(before ?? []),
    ...(after ?? []),
  ])
  const places = outlines.flatMap(([shell]) => shell ?? [])
  if (places.length === 0) return null
  const bounds: [number, number, number, number] = [180, 90, -180, -90]
  for (const [lon, lat] of places) {
    bounds[0] = Math.min(bounds[0], lon)
    bounds[1] = Math.min(bounds[1], lat)
    bounds[2] = Math.max(bounds[2], lon)
    bounds[3] = Math.max(bounds[3], lat)
  }
  return bounds
}
