import { zoomOfHexagons } from './heat-zoom.ts'
import { type Hexagons, hexagonsOf } from './hexagons.ts'
import { useHeatCells } from './use-heat-cells.ts'

/** The heat in hexagons; null until the first answer, or when they are not wanted. */
export function useHexagons(isWanted = true): { hexagons: Hexagons | null; total: number | undefined } {
  const cells = useHeatCells(zoomOfHexagons, isWanted)
  return { hexagons: cells === undefined ? null : hexagonsOf(cells), total: cells?.total }
}
