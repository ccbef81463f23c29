import './console-map.css'
import type { City } from '@jingwei/api/city/contract.ts'
import type { TopologyGrid } from '@jingwei/geodata/geometry/topology.ts'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { CentersOnMap } from '../centers/centers-on-map.tsx'
import { DistrictsOnMap } from '../city/districts-on-map.tsx'
import { GridsOnMap } from '../grids/grids-on-map.tsx'
import { useShownLevel } from '../grids/shown-level.tsx'
import { useAtlas } from '../grids/use-atlas.ts'
import { HeatOnMap } from '../heat/heat-on-map.tsx'
import { useMessages } from '../i18n/messages.ts'
import { OpenOnMap } from '../incidents/open-on-map.tsx'
import { BasemapOnMap } from '../map/basemap/basemap-on-map.tsx'
import type { Camera } from '../map/camera.ts'
import { MapCanvas } from '../map/map-canvas.tsx'
import type { MapHandlers, MapPoint, Pointer } from '../map/map-view.ts'
import { currentView, defaultLayers, select, setView, useView } from '../view.ts'
import { coveredNow } from './cover.ts'
import { FollowSelection } from './follow-selection.tsx'
import { HoverCard } from './hover-card.tsx'
import { followPick, MapCursor } from './map-gestures.tsx'
import { PinOnMap } from './pin-on-map.tsx'
import { Slot } from './slot.tsx'

/** A camera is written to the address when the map has come to rest for so long. */
const restMs = 250

type Hover = { readonly pointer: Pointer; readonly chain: readonly TopologyGrid[] }

/** The map with everything of the console on it, and what gestures on it mean. */
export function ConsoleMap({ city }: { city: City }) {
  const t = useMessages('map')
  const camera = useView(view => view.map)
  const layers = useView(view => view.show) ?? defaultLayers
  const isImporting = useView(view => view.import !== undefined)
  const isComparing = useView(view => view.compare !== undefined)
  const { data: atlas } = useAtlas()
  const { rank, setZoom } = useShownLevel()
  const isDrawing = useView(view => typeof view.edit === 'number')
  const [hover, setHover] = useState<Hover | null>(null)
  const [isBare, setBare] = useState(false)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(rest.current), [])

  const moved = useCallback((map: Camera) => {
    clearTimeout(rest.current)
    rest.current = setTimeout(() => setView({ map }, 'replace'), restMs)
  }, [])

  const gridAt = (place: MapPoint) => {
    const chain = atlas?.chainAt(place.lon, place.lat) ?? []
    return { chain, code: chain[Math.min(rank, chain.length - 1)]?.code }
  }
  const handlers: MapHandlers = {
    hover: pointer => {
      const chain = pointer === null ? [] : gridAt(pointer.place).chain
      setHover(pointer === null || (chain.length === 0 && pointer.pick === null) ? null : { pointer, chain })
    },
    click: ({ place, pick }, map) => {
      if (currentView().report !== undefined) select({ report: place })
      else if (pick !== null) void followPick(pick, map)
      else select(withGrid(gridAt(place).code))
    },
    ask: place => select({ report: place }),
    moved,
    zooming: setZoom,
    drawn: () => {
      if (atlas !== undefined && performance.getEntriesByName('map-drawn').length === 0)
        performance.mark('map-drawn')
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
  const hovered =
    hover === null || hover.pointer.pick !== null ? null : hover.chain[Math.min(rank, hover.chain.length - 1)]
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
      <GridsOnMap show={show} overBasemap={overBasemap} hovered={hovered?.code ?? null} />
      {layers.includes('heat') && <HeatOnMap />}
      {layers.includes('centers') && <CentersOnMap />}
      {layers.includes('incidents') && <OpenOnMap />}
      {isDrawing && <Slot name="editor-on-map" />}
      {isComparing && <Slot name="swipe" />}
      {isImporting && <Slot name="faults-on-map" />}
      <PinOnMap />
      <FollowSelection />
      <MapCursor hasPick={hover?.pointer.pick != null} />
      {hover !== null && <HoverCard pointer={hover.pointer} chain={hover.chain} rank={rank} />}
      {isBare && <p className="map-note">{t.basemapFailed}</p>}
      {basemap !== null && basemap.attribution !== '' && (
        <p className="map-attribution">{basemap.attribution}</p>
      )}
    </MapCanvas>
  )
}

const withGrid = (code: string | undefined) => (code === undefined ? {} : { grid: code })
