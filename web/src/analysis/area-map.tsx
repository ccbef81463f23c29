import type { City } from '@jingwei/api/city/contract.ts'
import { type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type GridsAt, useGridsAt } from '../grids/grids-at.ts'
import { GridsOnMap } from '../grids/grids-on-map.tsx'
import { useShownLevel } from '../grids/shown-level.tsx'
import { useDrawing, useIsTiled } from '../grids/use-atlas.ts'
import { heatPart } from '../heat/heat-layer.ts'
import type { HeatSurface } from '../heat/heat-picture.ts'
import { worldPoint } from '../heat/mercator.ts'
import { useMessages } from '../i18n/messages.ts'
import { BasemapOnMap } from '../map/basemap/basemap-on-map.tsx'
import type { Camera } from '../map/camera.ts'
import { MapCanvas } from '../map/map-canvas.tsx'
import { useMapPart } from '../map/map-context.ts'
import type { MapHandlers, MapPoint } from '../map/map-view.ts'
import { usePalette } from '../map/palette-context.ts'
import { setView, useView } from '../view.ts'
import type { ViewNote } from './analysis.api.ts'
import type { Area } from './areas.ts'
import { JoinGroup, MapGroupContext } from './map-group.ts'
import { type Areas, useLevel, useLook } from './use-areas.ts'
import { cellShapes, gridShapes, notesPart, type ValueShapes, valuesPart } from './values-layer.ts'

/** A camera is written to the address when the map has come to rest for so long. */
const restMs = 250
const padding = { top: 16, right: 16, bottom: 28, left: 16 }
const readPadding = () => padding
const show = { grids: true, names: true }
/** Grids of a tiled city that get a colour each: the style names every one of them. */
const mostColoured = 20_000

interface Props {
  readonly city: City
  /** Order among the maps beside it. */
  readonly name: string
  readonly title: string
  readonly areas: Areas | undefined
  readonly colours: ReadonlyMap<string, string>
  /** Instead of the colours: a surface of heat. */
  readonly surface: HeatSurface | null
  readonly notes: readonly ViewNote[]
  /** A press on the map: on an area, or on nothing. */
  readonly onPick: (key: string | null, place: MapPoint) => void
  readonly children?: ReactNode
}

/** One map of areas in their colours; it moves with the maps beside it. */
export function AreaMap(props: Props) {
  const { city, name, title, areas, colours, surface, notes, onPick, children } = props
  const camera = useView(view => view.map)
  const group = use(MapGroupContext)
  const { setZoom } = useShownLevel()
  const [isBare, setBare] = useState(false)
  const [hovered, setHovered] = useState<{ key: string; x: number; y: number } | null>(null)
  const keyAt = useKeyAt(areas)
  const isDrawn = useDrawing() !== undefined
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(rest.current), [])
  const moved = useCallback((map: Camera) => {
    clearTimeout(rest.current)
    rest.current = setTimeout(() => setView({ map }, 'replace'), restMs)
  }, [])
  const handlers: MapHandlers = {
    hover: pointer => {
      const key = pointer === null ? null : keyAt.known(pointer.place)
      setHovered(pointer === null || key === null ? null : { key, x: pointer.x, y: pointer.y })
    },
    click: ({ place }) => void keyAt.ask(place).then(key => onPick(key, place)),
    ask: place => void keyAt.ask(place).then(key => onPick(key, place)),
    moved,
    moving: now => group.moved(name, now),
    zooming: setZoom,
    drawn: () => {
      if (isDrawn) performance.mark(`analysis-drawn-${name}`)
    },
    basemapFailed: () => setBare(true),
  }
  const basemap = isBare ? null : city.basemap
  const look = useLook()
  const area = hovered === null ? undefined : areas?.areas.find(one => one.key === hovered.key)
  return (
    <figure className="area-map">
      <figcaption className="area-map-title">{title}</figcaption>
      <MapCanvas
        bounds={city.bounds}
        camera={camera}
        padding={readPadding}
        styleUrl={basemap?.kind === 'style' ? basemap.url : undefined}
        title={title}
        handlers={handlers}
      >
        <JoinGroup name={name} />
        <BasemapOnMap basemap={basemap} />
        <GridsOnMap
          show={show}
          overBasemap={basemap !== null}
          hovered={look === 'grids' ? (hovered?.key ?? null) : null}
        />
        {areas !== undefined && <ValuesOnMap areas={areas} colours={colours} surface={surface} />}
        <NotesOnMap notes={notes} />
        {hovered !== null && area !== undefined && <Hover area={area} x={hovered.x} y={hovered.y} />}
        {basemap !== null && basemap.attribution !== '' && (
          <p className="map-attribution">{basemap.attribution}</p>
        )}
      </MapCanvas>
      {children}
    </figure>
  )
}

type Values = Pick<Props, 'colours' | 'surface'> & { readonly areas: Areas }

function ValuesOnMap({ areas, colours, surface }: Values) {
  const t = useMessages('analysis')
  const isTooMany = (useIsTiled() ?? false) && areas.shapes === null && colours.size > mostColoured
  const drawing = useDrawing()
  const palette = usePalette()
  const look = useLook()
  const level = useLevel()
  const part = useMemo(() => {
    const small = new Set(areas.areas.filter(area => area.isSmall).map(area => area.key))
    const coloured = (shapes: ValueShapes) => valuesPart(shapes, colours, small, palette)
    if (areas.shapes !== null) return look === 'density' ? null : coloured(cellShapes(areas.shapes))
    if (drawing === undefined || isTooMany) return null
    return drawing.level(level, shapes =>
      coloured(shapes === null ? { source: null, keys: [...colours.keys()] } : gridShapes(shapes)),
    )
  }, [areas, colours, palette, drawing, level, look, isTooMany])
  const heat = useMemo(() => (surface === null ? null : heatPart(surface.picture)), [surface])
  useMapPart('values', part)
  useMapPart('heat', heat)
  return isTooMany ? <p className="map-note">{t.tooManyToColour}</p> : null
}

function NotesOnMap({ notes }: { notes: readonly ViewNote[] }) {
  const palette = usePalette()
  const part = useMemo(() => (notes.length === 0 ? null : notesPart(notes, palette)), [notes, palette])
  useMapPart('notes', part)
  return null
}

function Hover({ area, x, y }: { area: Area; x: number; y: number }) {
  const t = useMessages('analysis')
  return (
    <div className="area-hover" style={{ insetInlineStart: x + 14, top: y + 14 }} aria-hidden>
      {area.name !== null && <strong>{area.name}</strong>}
      <span>{t.caseCount(String(area.count))}</span>
    </div>
  )
}

/** The area at a place of the map, null where there is none: what is known at once, and what the server says where it has to be asked. */
function useKeyAt(areas: Areas | undefined) {
  const gridsAt = useGridsAt()
  const level = useLevel()
  const cellKeys = useMemo(() => {
    if (areas?.shapes == null || areas.cells === undefined) return null
    const keys = new Map<string, string>()
    for (const { key } of areas.areas)
      for (const cell of key.slice(key.indexOf(':') + 1).split(',')) keys.set(cell, key)
    return { keys, side: 2 ** areas.cells.cellZoom }
  }, [areas])
  const cellAt = ({ keys, side }: NonNullable<typeof cellKeys>, { lon, lat }: MapPoint) => {
    const { x, y } = worldPoint(lon, lat)
    return keys.get(`${Math.floor(x * side)}/${Math.floor(y * side)}`) ?? null
  }
  const codeIn = (chain: GridsAt) => chain.find(grid => grid.level === level)?.code ?? null
  return {
    known: (place: MapPoint) =>
      cellKeys === null ? codeIn(gridsAt.known(place) ?? []) : cellAt(cellKeys, place),
    ask: async (place: MapPoint) =>
      cellKeys === null ? codeIn(await gridsAt.ask(place)) : cellAt(cellKeys, place),
  }
}
