import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useCityWords } from '../city/city-words.ts'
import type { IncidentFilter } from '../incidents/incidents.api.ts'
import { useView } from '../view.ts'
import { framesQuery, tallyQuery } from './analysis.api.ts'
import { type Area, areasOfGrids } from './areas.ts'
import { figureOf, useLevel } from './use-areas.ts'

const frameMs = 900

export interface Film {
  readonly isOn: boolean
  readonly isPlaying: boolean
  readonly index: number
  readonly length: number
  readonly from: string | undefined
  readonly to: string | undefined
  /** Of the step that is shown; undefined until it is there. */
  readonly areas: readonly Area[] | undefined
  /** Of every step: the classes hold for all of them. */
  readonly all: readonly (readonly Area[])[]
  play(): void
  pause(): void
  go(step: number): void
  stop(): void
}

/** The map, step by step through time. It moves only when somebody plays it. */
export function useFilm(filter: IncidentFilter): Film {
  const words = useCityWords()
  const level = useLevel()
  const { measure } = useView(figureOf)
  const [isOn, setOn] = useState(false)
  const [isPlaying, setPlaying] = useState(false)
  const [index, setIndex] = useState(0)
  const days =
    filter.from === undefined || filter.to === undefined
      ? 999
      : (Date.parse(filter.to) - Date.parse(filter.from)) / 86_400_000
  const step = days > 200 ? 'month' : 'week'
  const { data } = useQuery({
    ...framesQuery(filter, level, step),
    enabled: isOn && level !== '',
    placeholderData: keepPreviousData,
  })
  const { data: whole } = useQuery({ ...tallyQuery(filter, level), enabled: isOn && level !== '' })
  const length = Math.max(0, (data?.edges.length ?? 0) - 1)
  const shown = Math.min(index, Math.max(0, length - 1))

  const all = useMemo(() => {
    if (data === undefined || whole === undefined) return []
    const rows = new Map(whole.rows.map(row => [row.code, row]))
    return Array.from({ length: Math.max(0, data.edges.length - 1) }, (_, i) => {
      const counted = data.rows.flatMap(({ code, counts }) => {
        const row = rows.get(code)
        return row === undefined ? [] : [{ ...row, count: counts[i] ?? 0 }]
      })
      return areasOfGrids(counted, measure, words.say)
    })
  }, [data, whole, measure, words])

  useEffect(() => {
    if (!isPlaying || length === 0) return
    const timer = setTimeout(() => {
      if (shown + 1 < length) setIndex(shown + 1)
      else setPlaying(false)
    }, frameMs)
    return () => clearTimeout(timer)
  }, [isPlaying, shown, length])

  return {
    isOn,
    isPlaying,
    index: shown,
    length,
    from: data?.edges[shown],
    to: data?.edges[shown + 1],
    areas: isOn ? all[shown] : undefined,
    all,
    play: () => {
      if (isOn && shown + 1 >= length) setIndex(0)
      setOn(true)
      setPlaying(true)
    },
    pause: () => setPlaying(false),
    go: by => {
      setOn(true)
      setPlaying(false)
      // the first press shows the first step
      setIndex(isOn ? Math.max(0, Math.min(Math.max(0, length - 1), shown + by)) : 0)
    },
    stop: () => {
      setOn(false)
      setPlaying(false)
      setIndex(0)
    },
  }
}
