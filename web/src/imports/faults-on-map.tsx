import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useMapPart } from '../map/map-context.ts'
import { usePalette } from '../map/palette-context.ts'
import { useView } from '../view.ts'
import { faultsPart } from './faults-layer.ts'
import { importQuery } from './imports.api.ts'

/** The faults of the import that is open. */
export function FaultsOnMap() {
  const id = useView(view => view.import)
  return id === undefined ? null : <Faults id={id} />
}

function Faults({ id }: { id: number }) {
  const { data } = useQuery(importQuery(id))
  const palette = usePalette()
  const faults = data?.report?.faults
  const part = useMemo(() => (faults === undefined ? null : faultsPart(faults, palette)), [faults, palette])
  useMapPart('import-faults', part)
  return null
}
