import '../map/map-canvas.css'
import type { City } from '@jingwei/api/city/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { centersQuery } from '../centers/centers.api.ts'
import { centerPoints } from '../centers/centers-layer.ts'
import { DistrictsOnMap } from '../city/districts-on-map.tsx'
import type { Atlas } from '../grids/atlas.ts'
import { zoomOfLevel } from '../grids/level-for-zoom.ts'
import { useBoundsOf, useDrawingOf } from '../grids/use-atlas.ts'
import { heatQuery } from '../heat/heat.api.ts'
import { heatPart } from '../heat/heat-layer.ts'
import { heatSurface } from '../heat/heat-picture.ts'
import { zoomToAsk } from '../heat/heat-zoom.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { BasemapOnMap } from '../map/basemap/basemap-on-map.tsx'
import type { Bounds } from '../map/camera.ts'
import { MapCanvas } from '../map/map-canvas.tsx'
import { useMapPart } from '../map/map-context.ts'
import type { MapHandlers } from '../map/map-view.ts'
import { usePalette } from '../map/palette-context.ts'
import type { Shown } from './director.ts'
import { below, boundsOf, caseBounds, type Goal, useFlight } from './flight.ts'
import { frameAt, useHeatDay } from './heat-day.ts'
import type { WallLayout } from './layout.ts'
import { PointerMark } from './pointer-mark.tsx'
import { Pulses } from './pulses.tsx'
import { casesOf, finest } from './scene-cases.ts'
import { SeriousMarks } from './serious-marks.tsx'
import { wallCaseQuery } from './wall.api.ts'
import { useAtlas, usePicture, useWallSource, useWallState } from './wall-context.ts'
import {
  chosenGrids,
  namesIn,
  type PointLook,
  veilOver,
  wallBorders,
  wallCenters,
  wallPoints,
} from './wall-layers.ts'

/** A picture that the machine has lost and that does not come back within this time is made anew. */
const lostMs = 6_000
const heatMs = 30_000
/** Seen from afar all names are about as large as the smallest text: larger ones would take each other's place. */
const nameSizes = { largest: 13, smallest: 11.5 }
const nothing = () => {}

interface Props {
  readonly city: City
  readonly shown: Shown
  readonly layout: WallLayout
}

/** The map of the wall, which nobody touches. */
export function SceneMap({ city, shown, layout }: Props) {
  const t = useMessages('wall')
  const [attempt, setAttempt] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  useLostPicture(box, attempt, setAttempt)
  const drawn = useCallback(() => {
    if (performance.getEntriesByName('wall-drawn').length === 0) performance.mark('wall-drawn')
  }, [])
  const handlers = useMemo(
    (): MapHandlers => ({
      hover: nothing,
      click: nothing,
      ask: nothing,
      zooming: nothing,
      moved: nothing,
      basemapFailed: nothing,
      drawn,
    }),
    [drawn],
  )
  return (
    <div className="wall-map" ref={box} data-attempt={attempt}>
      <MapCanvas
        key={attempt}
        isWall
        bounds={city.bounds}
        camera={undefined}
        padding={below}
        styleUrl={city.basemap?.kind === 'style' ? city.basemap.url : undefined}
        title={t.map}
        handlers={handlers}
      >
        <BasemapOnMap basemap={city.basemap} />
        <DistrictsOnMap overBasemap={city.basemap !== null} />
        <Content city={city} shown={shown} layout={layout} />
        <Pulses />
        <PointerMark />
      </MapCanvas>
    </div>
  )
}

function Content({ city, shown, layout }: Props) {
  const { shot, serious } = shown
  const { unit } = layout
  const palette = usePalette()
  const locale = useLocale()
  const picture = usePicture()
  const atlas = useAtlas(city)
  const version = picture?.version ?? city.version
  // the old grids stay until the new ones are here
  const drawing = useDrawingOf(version)
  const lat = (city.bounds[1] + city.bounds[3]) / 2
  const parts = useMemo(() => {
    if (drawing === undefined) return null
    const levels = drawing.levels.map(level => ({ key: level.key, fromZoom: zoomOfLevel(level, lat) + 1 }))
    const choice = { levels, pinned: null }
    return {
      area: drawing.area(palette, city.basemap !== null),
      borders: drawing.borders(lines => wallBorders(lines, choice, palette, unit)),
      names: drawing.names(choice, palette, locale, nameSizes),
    }
  }, [drawing, palette, locale, lat, city.basemap, unit])
  const codes = useMemo(() => codesOf(shown, picture, atlas?.tree), [shown, picture, atlas])
  const bounds = useBoundsOf(codes, version)
  useFlight(useGoal(city, shown, bounds), layout)
  const lit = useMemo(
    () => (serious === null ? litOf(shot, codes, atlas?.tree) : []),
    [serious, shot, codes, atlas],
  )
  const veil = useMemo(() => {
    const largest = drawing?.levels[0]
    if (drawing === undefined || largest === undefined || lit.length === 0) return null
    return drawing.level(largest.key, shapes => veilOver(shapes, lit, largest.key, palette))
  }, [drawing, lit, palette])
  // names in tiles do not say what they lie in
  const isDim = parts !== null && atlas !== undefined && lit.length > 0
  const names = useMemo(
    () => (isDim ? namesIn(parts.names, lit) : (parts?.names ?? null)),
    [isDim, parts, lit],
  )
  const selection = useMemo(
    () => drawing?.shapes(codes, outlines => chosenGrids(outlines, palette, unit)) ?? null,
    [drawing, codes, palette, unit],
  )
  useMapPart('grid-area', parts?.area ?? null)
  useMapPart('borders', parts?.borders ?? null)
  useMapPart('names-over', names)
  useMapPart('selection', selection)
  useMapPart('veil', veil)
  return (
    <>
      <Points shown={shown} unit={unit} atlas={atlas} />
      <Heat city={city} shown={shown} />
      {(shot.kind === 'centers' || shot.kind === 'grids') && serious === null && <Centers unit={unit} />}
      {serious !== null && <SeriousMarks step={serious} />}
    </>
  )
}

interface PointsProps {
  readonly shown: Shown
  readonly unit: number
  readonly atlas: Atlas | undefined
}

function Points({ shown: { shot, serious }, unit, atlas }: PointsProps) {
  const palette = usePalette()
  const open = useWallState(state => state.open)
  const look: PointLook =
    serious !== null
      ? 'faint'
      : shot.kind === 'overdue'
        ? 'late'
        : shot.kind === 'heat-day' || shot.kind === 'centers' || shot.kind === 'changes'
          ? 'none'
          : shot.kind === 'city'
            ? 'small'
            : 'all'
  const { chosen } = shot
  const part = useMemo(() => {
    if (look === 'none') return null
    return wallPoints(serious === null ? casesOf({ chosen }, open, atlas?.tree) : open, look, palette, unit)
  }, [open, look, chosen, serious, atlas, palette, unit])
  useMapPart('incidents', part)
  return null
}

/** One answer each, shown again in every round: when nothing can be had, what was there ages with the rest of the picture. */
const keptForNextRound = { gcTime: Number.POSITIVE_INFINITY } as const

/** What is open as heat, under the city's round; the last day as a time-lapse in its own scene. */
function Heat({ city, shown: { shot, serious, progress, isPinned } }: Omit<Props, 'layout'>) {
  const source = useWallSource()
  const palette = usePalette()
  const isDay = shot.kind === 'heat-day' && serious === null
  const isOpen = shot.kind === 'city' && serious === null && !('speed' in source)
  const zoom = zoomToAsk(undefined, city.bounds)
  const { data } = useQuery({
    ...heatQuery({ status: 'open' }, zoom),
    ...keptForNextRound,
    enabled: isOpen,
    staleTime: heatMs,
    refetchInterval: heatMs,
    structuralSharing: false,
  })
  const open = useMemo(() => {
    const surface = data === undefined ? null : heatSurface(data, palette.dark)
    return surface === null ? null : heatPart(surface.picture)
  }, [data, palette.dark])
  const day = useHeatDay(source.now(), frameAt({ progress, isPinned }), zoom, isDay)
  useMapPart('heat', isDay ? day : isOpen ? open : null)
  return null
}

function Centers({ unit }: { unit: number }) {
  const palette = usePalette()
  const { data: centers } = useQuery({ ...centersQuery(), ...keptForNextRound })
  const part = useMemo(
    () => (centers === undefined ? null : wallCenters(centerPoints(centers.centers), palette, unit)),
    [centers, palette, unit],
  )
  useMapPart('centers-far', part)
  return null
}

/** Where the camera goes. */
function useGoal(city: City, { shot, serious }: Shown, shapes: readonly Bounds[]): Goal {
  const { data } = useQuery({ ...wallCaseQuery(serious?.id ?? 0), enabled: serious !== null })
  const bounds = shapes.length === 0 ? city.bounds : boundsOf(shapes)
  if (serious === null) return { kind: 'shot', key: shot.key, bounds }
  const { id, lon, lat } = serious
  const key = `case ${id}`
  if (lon === null || lat === null) return { kind: 'case', key, bounds }
  return { kind: 'case', key, bounds: caseBounds({ lon, lat }, data?.centers ?? []) }
}

/** The largest grids that something in is shown of; none: all are. */
function litOf(shot: Shown['shot'], codes: readonly string[], tree: Atlas['tree'] | undefined): string[] {
  if (shot.kind === 'grids') return [...codes]
  return codes.flatMap(code => tree?.chain(code)[0]?.code ?? [])
}

/** Grids that the shot is about. */
function codesOf(
  { shot, serious }: Shown,
  picture: ReturnType<typeof usePicture>,
  tree: Atlas['tree'] | undefined,
): readonly string[] {
  if (serious !== null) return serious.chain.slice(0, 1)
  if (shot.kind === 'grids') return shot.grid === null ? [] : [shot.grid]
  if (shot.kind === 'chosen') return shot.chosen?.grids ?? []
  if (shot.kind !== 'changes') return []
  const changed = picture?.changes.flatMap(({ grids }) => grids) ?? []
  return (tree === undefined ? changed : finest(changed, tree)).map(({ code }) => code)
}

/** A card's reset takes the picture; usually it comes back by itself, else the map is made anew. */
function useLostPicture(
  box: React.RefObject<HTMLDivElement | null>,
  attempt: number,
  setAttempt: (next: number) => void,
): void {
  useEffect(() => {
    const element = box.current
    if (element === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const lost = () => {
      clearTimeout(timer)
      timer = setTimeout(() => setAttempt(attempt + 1), lostMs)
    }
    const back = () => clearTimeout(timer)
    // events of the canvas do not bubble
    element.addEventListener('webglcontextlost', lost, true)
    element.addEventListener('webglcontextrestored', back, true)
    return () => {
      clearTimeout(timer)
      element.removeEventListener('webglcontextlost', lost, true)
      element.removeEventListener('webglcontextrestored', back, true)
    }
  }, [box, attempt, setAttempt])
}
