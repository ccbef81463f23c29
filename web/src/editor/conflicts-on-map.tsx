import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { atlasQuery } from '../grids/atlas.api.ts'
import { useMapPart } from '../map/map-context.ts'
import { usePalette } from '../map/palette-context.ts'
import { clusterName } from './conflict-choices.ts'
import { conflictsPart, groundOf } from './conflicts-layer.ts'
import type { Desk } from './editor.api.ts'
import { useChoices, useConflicts } from './use-conflicts.ts'

/** Where the draft meets what others published, with the numbers of the list. */
export function ConflictsOnMap({ desk }: { desk: Desk }) {
  const palette = usePalette()
  const { data } = useConflicts(desk).query
  const { data: atlas } = useQuery({ ...atlasQuery(data?.against ?? 0), enabled: data !== undefined })
  const chosen = useChoices(desk.choices)
  const { boundaries } = desk.editor
  const grounds = useMemo(
    () => (atlas === undefined ? [] : (data?.clusters ?? []).map(each => groundOf(each, boundaries, atlas))),
    [data, atlas, boundaries],
  )
  const part = useMemo(() => {
    if (data === undefined || grounds.length === 0) return null
    return conflictsPart(
      grounds.map((ground, i) => ({
        number: i + 1,
        ground,
        take: chosen.get(clusterName(data.against, data.clusters[i]?.key ?? '')),
      })),
      palette,
    )
  }, [data, grounds, chosen, palette])
  useMapPart('conflicts', part)
  return null
}
