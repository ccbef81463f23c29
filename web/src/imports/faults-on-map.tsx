import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { outlineFeature } from '../grids/grid-geojson.ts'
import { useAtlas } from '../grids/use-atlas.ts'
import { useMapPart } from '../map/map-context.ts'
import { usePalette } from '../map/palette-context.ts'
import { useView } from '../view.ts'
import { areasPart } from './areas-layer.ts'
import { codesOfPair } from './crosswalk-pairs.ts'
import { faultsPart } from './faults-layer.ts'
import { crosswalkAreasQuery, importQuery } from './imports.api.ts'

/** The faults of the import that is open, or its areas where they are laid beside our grids. */
export function FaultsOnMap() {
  const id = useView(view => view.import)
  const crosswalk = useView(view => view.crosswalk)
  if (id === undefined) return null
  return crosswalk === undefined ? <Faults id={id} /> : <Areas id={id} />
}

function Faults({ id }: { id: number }) {
  const { data } = useQuery(importQuery(id))
  const palette = usePalette()
  const faults = data?.report?.faults
  const part = useMemo(() => (faults === undefined ? null : faultsPart(faults, palette)), [faults, palette])
  useMapPart('import-faults', part)
  return null
}

function Areas({ id }: { id: number }) {
  const { data: areas } = useQuery(crosswalkAreasQuery(id))
  const { data: atlas } = useAtlas()
  const [area, grid] = codesOfPair(useView(view => view.pair) ?? '|')
  const palette = usePalette()
  const part = useMemo(() => {
    if (areas === undefined) return null
    const outline = atlas?.shape(grid)?.outline
    return areasPart(areas, { area, grid: outline === undefined ? null : outlineFeature(outline) }, palette)
  }, [areas, atlas, area, grid, palette])
  useMapPart('import-areas', part)
  return null
}
