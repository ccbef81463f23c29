import { useQueryClient } from '@tanstack/react-query'
import { useCityWords } from '../city/city-words.ts'
import { cameraOfBounds } from '../fly.ts'
import { setView, type ViewPatch } from '../view.ts'
import { boundsOfDifference, type Comparison } from './comparison.ts'
import { draftDifferenceQuery, versionDifferenceQuery } from './versions.api.ts'

/** Lays before and after side by side and brings the map to where they differ. */
export function useCompare(): (what: Comparison, view?: ViewPatch) => Promise<void> {
  const queries = useQueryClient()
  const leaf = useCityWords().city?.levels.at(-1)?.key
  return async ({ kind, id }, view = {}) => {
    setView({ ...view, compare: `${kind}:${id}` })
    // a failure is told where the difference is listed
    const difference = await (kind === 'draft'
      ? queries.fetchQuery(draftDifferenceQuery(id))
      : queries.fetchQuery(versionDifferenceQuery(id))
    ).catch(() => null)
    const bounds = difference === null ? null : boundsOfDifference(difference, leaf)
    if (bounds !== null) setView({ map: cameraOfBounds(bounds) }, 'replace')
  }
}

export const stopComparing = () => setView({ compare: undefined }, 'replace')
