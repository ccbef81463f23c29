import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { cityQuery } from '../city/city.api.ts'
import { useCityWords } from '../city/city-words.ts'
import { type HeatCells, heatQuery } from '../heat/heat.api.ts'
import type { IncidentFilter } from '../incidents/incidents.api.ts'
import { type IndicatorScope, indicatorsQuery } from '../indicators/indicators.api.ts'
import { useView, type View } from '../view.ts'
import { type Measure, measures, tallyQuery } from './analysis.api.ts'
import { type Area, areasOfGrids, areasOfIndicator, hexagonAreas, type Shape, squaresOf } from './areas.ts'

export type Look = NonNullable<View['look']>

/** What is shown of a place: incidents by a measure, or an indicator by its key. */
export interface Figure {
  readonly measure: Measure
  readonly indicator: string | null
}

export function figureOf({ figure = 'count' }: Pick<View, 'figure'>): Figure {
  const measure = measures.find(one => one === figure)
  return {
    measure: measure ?? 'count',
    indicator: measure === undefined ? figure.slice(figure.indexOf('.') + 1) : null,
  }
}

/** The level that is shown: the address's, else the second largest, which is large enough to have many cases and small enough to tell. */
export function useLevel(): string {
  const { data: city } = useQuery(cityQuery)
  const pinned = useView(view => view.level)
  const keys = city?.levels.map(level => level.key) ?? []
  return keys.find(key => key === pinned) ?? keys[1] ?? keys[0] ?? ''
}

export function useLook(): Look {
  const look = useView(view => view.look) ?? 'grids'
  const { indicator } = useView(figureOf)
  // rates of people who answer for a grid are a grid's
  return indicator === null ? look : 'grids'
}

/** Cells of a size that some sixty of them cross the city. */
export function useCellZoom(): number {
  const chosen = useView(view => view.cell)
  const { data: city } = useQuery(cityQuery)
  if (chosen !== undefined) return Math.min(18, Math.max(10, chosen))
  if (city === undefined) return 14
  return Math.round(Math.log2((60 * 360) / (city.bounds[2] - city.bounds[0])))
}

export interface Areas {
  readonly areas: readonly Area[]
  /** Of squares and hexagons; grids have theirs from the atlas. */
  readonly shapes: readonly Shape[] | null
  readonly cells: HeatCells | undefined
  readonly total: number
  /** Of the total, what is in none of the areas. */
  readonly elsewhere: number
}

interface Found {
  readonly data: Areas | undefined
  readonly error: Error | null
  readonly isStale: boolean
  readonly retry: () => void
}

/** zoom of the map → cells six zooms further down. */
const zoomsBelowMap = 6

/** A filter's incidents by place, as the page shows them now. @param share of one period in another, see `areas.ts` */
export function useAreas(filter: IncidentFilter | null, share = 1): Found {
  const words = useCityWords()
  const level = useLevel()
  const look = useLook()
  const figure = useView(figureOf)
  const cellZoom = useCellZoom()
  const isGrids = look === 'grids'
  const isOn = filter !== null && level !== ''
  const asked = filter ?? {}
  const tally = useQuery({
    ...tallyQuery(asked, level),
    enabled: isOn && isGrids && figure.indicator === null,
  })
  const indicators = useQuery({
    ...indicatorsQuery(indicatorScope(asked), 'grid', level),
    enabled: isOn && isGrids && figure.indicator !== null,
  })
  const heat = useQuery({
    ...heatQuery(asked, cellZoom - zoomsBelowMap),
    enabled: isOn && !isGrids,
    placeholderData: keepPreviousData,
    structuralSharing: false,
  })
  const data = useMemo((): Areas | undefined => {
    if (filter === null) return undefined
    if (!isGrids) {
      if (heat.data === undefined) return undefined
      const made =
        look === 'hexagons'
          ? hexagonAreas(heat.data, figure.measure, share)
          : squaresOf(heat.data, figure.measure, share)
      const placed = made.areas.reduce((sum, area) => sum + area.count, 0)
      return { ...made, cells: heat.data, total: heat.data.total, elsewhere: heat.data.total - placed }
    }
    if (figure.indicator !== null) {
      if (indicators.data === undefined) return undefined
      const areas = areasOfIndicator(indicators.data, figure.indicator, words.say)
      return { areas, shapes: null, cells: undefined, total: indicators.data.counts.reported, elsewhere: 0 }
    }
    if (tally.data === undefined) return undefined
    const { rows, total, elsewhere } = tally.data
    return {
      areas: areasOfGrids(rows, figure.measure, words.say, share),
      shapes: null,
      cells: undefined,
      total,
      elsewhere,
    }
  }, [filter, isGrids, look, figure, share, heat.data, indicators.data, tally.data, words])
  const used = !isGrids ? heat : figure.indicator === null ? tally : indicators
  return {
    data,
    error: data === undefined ? used.error : null,
    isStale: used.isPlaceholderData || used.isFetching,
    retry: () => void used.refetch(),
  }
}

/** Indicators know fewer filters than the list: what they do not know is not asked. */
export function indicatorScope({ grid, class: classes, net, from, to }: IncidentFilter): IndicatorScope {
  return { grid, class: classes, net, from, to }
}
