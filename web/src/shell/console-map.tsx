import './console-map.css'
import type { City } from '@jingwei/api/city/contract.ts'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { CentersOnMap } from '../centers/centers-on-map.tsx'
import { DistrictsOnMap } from '../city/districts-on-map.tsx'
import { useGridsAt } from '../grids/grids-at.ts'
import { GridsOnMap } from '../grids/grids-on-map.tsx'
import { useShownLevel } from '../grids/shown-level.tsx'
import { useDrawing } from '../grids/use-atlas.ts'
import { HeatOnMap } from '../heat/heat-on-map.tsx'
import { useMessages } from '../i18n/messages.ts'
import { OpenOnMap } from '../incidents/open-on-map.tsx'
import { BasemapOnMap } from '../map/basemap/basemap-on-map.tsx'
import type { Camera } from '../map/camera.ts'
import { MapCanvas } from '../map/map-canvas.tsx'
import type { MapHandlers } from '../map/map-view.ts'
import { currentView, defaultLayers, select, setView, useView } from '../view.ts'
import { coveredNow } from './cover.ts'
import { FollowSelection } from './follow-selection.tsx'
import { HoverCard } from './hover-card.tsx'
import { followPick, MapCursor } from './map-gestures.tsx'
import { PinOnMap } from './pin-on-map.tsx'
import { Slot } from './slot.tsx'
import { useHover } from './use-hover.ts'

/** A camera is written to the address when the map has come to rest for so long. */
const restMs = 250

/** The map with everything of the console on it, and what gestures on it mean. */
export function ConsoleMap({ city }: { city: City }) {
  const t = useMessages('map')
  const camera = useView(view => view.map)
  const layers = useView(view => view.show) ?? defaultLayers
  const isImporting = useView(view => view.import !== undefined)
  const isComparing = useView(view => view.compare !== undefined)
  const isDrawn = useDrawing() !== undefined
  const gridsAt = useGridsAt()
  const { rank, setZoom } = useShownLevel()
  const isDrawing = useView(view => typeof view.edit === 'number')
  const [hovered, hover] = useHover(gridsAt)
  const [isBare, setBare] = useState(false)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(rest.current), [])

  const moved = useCallback((map: Camera) => {
    clearTimeout(rest.current)
    rest.current = setTimeout(() => setView({ map }, 'replace'), restMs)
  }, [])

  const handlers: MapHandlers = {
    hover,
    click: ({ place, pick }, map) => {
      if (currentView().report !== undefined) select({ report: place })
      else if (pick !== null) void followPick(pick, map)
      else
        void gridsAt.ask(place).then(chain => select(withGrid(chain[Math.min(rank, chain.length - 1)]?.code)))
    },
    ask: place => select({ report: place }),
    moved,
    zooming: setZoom,
    drawn: () => {
      if (isDrawn && performance.getEntriesByName('map-drawn').length === 0) performance.mark('map-drawn')
    },
    basemapFailed: () => setBare(true),
  }

  const basemap = isBare ? null : city.basemap
  const overBasemap = basemap !== null
  const show = useMemo(
    () => ({
      grids: layers.includes('grids'),
      names: layers.includes('names'),
      borders: !isDrawing,
    }),
    [layers, isDrawing],
  )
  const under =
    hovered === null || hovered.pointer.pick !== null
      ? undefined
      : hovered.chain[Math.min(rank, hovered.chain.length - 1)]
  return (
    <MapCanvas
      bounds={city.bounds}
      camera={camera}
      padding={coveredNow}
      styleUrl={basemap?.kind === 'style' ? basemap.url : undefined}
      title={t.title}
      handlers={handlers}
    >
      <BasemapOnMap basemap={basemap} />
      {layers.includes('districts') && <DistrictsOnMap overBasemap={overBasemap} />}
      <GridsOnMap show={show} overBasemap={overBasemap} hovered={under?.code ?? null} />
      {layers.includes('heat') && <HeatOnMap />}
      {layers.includes('centers') && <CentersOnMap />}
      {layers.includes('incidents') && <OpenOnMap />}
      {isDrawing && <Slot name="editor-on-map" />}
      {isComparing && <Slot name="swipe" />}
      {isImporting && <Slot name="faults-on-map" />}
      <PinOnMap />
      <FollowSelection />
      <MapCursor hasPick={hovered?.pointer.pick != null} />
      {hovered !== null && <HoverCard pointer={hovered.pointer} chain={hovered.chain} rank={rank} />}
      {isBare && <p className="map-note">{t.basemapFailed}</p>}
      {basemap !== null && basemap.attribution !== '' && (
        <p className="map-attribution">{basemap.attribution}</p>
      )}
    </MapCanvas>
  )
}

const withGrid = (code: string | undefined) => (code === undefined ? {} : { grid: code })
