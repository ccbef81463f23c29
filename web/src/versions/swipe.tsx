import './swipe.css'
import { useQuery } from '@tanstack/react-query'
import { use, useEffect, useMemo, useState } from 'react'
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import { cityQuery } from '../city/city.api.ts'
import { DistrictsOnMap } from '../city/districts-on-map.tsx'
import { GridsOnMap } from '../grids/grids-on-map.tsx'
import { ShownVersion, useDrawing } from '../grids/use-atlas.ts'
import { useMessages } from '../i18n/messages.ts'
import { BasemapOnMap } from '../map/basemap/basemap-on-map.tsx'
import { MapCanvas } from '../map/map-canvas.tsx'
import { MapContext, useMapPart } from '../map/map-context.ts'
import type { MapHandlers, MapView } from '../map/map-view.ts'
import { usePalette } from '../map/palette-context.ts'
import { coveredNow } from '../shell/cover.ts'
import { defaultLayers, useView } from '../view.ts'
import { type Comparison, useComparison, useDifference } from './comparison.ts'
import { differencePart, type Side } from './difference-layer.ts'
import type { Difference } from './versions.api.ts'

/** Before and after on one map: what was lies left of a divider that is dragged. */
export function Swipe() {
  const comparison = useComparison()
  const { data } = useDifference(comparison)
  const main = use(MapContext)
  if (comparison === null || data === undefined || main === null) return null
  return (
    <Halves key={`${comparison.kind} ${comparison.id}`} {...{ comparison, main }} difference={data}>
      <DifferenceOnMap difference={data} side="after" />
    </Halves>
  )
}

interface Props {
  readonly comparison: Comparison
  readonly main: MapView
  readonly difference: Difference
  readonly children: React.ReactNode
}

function Halves({ comparison, main, difference, children }: Props) {
  const t = useMessages('versions')
  const free = useFreeWidth()
  const [chosen, setChosen] = useState<number | null>(null)
  const at = Math.min(Math.max(chosen ?? (free.from + free.to) / 2, free.from), free.to)
  const after = comparison.kind === 'draft' ? t.thisDraft : t.version(`${comparison.id}`)
  return (
    <>
      {children}
      <div className="swipe-before" style={{ clipPath: `inset(0 ${100 - at}% 0 0)` }} aria-hidden>
        <BeforeMap main={main} difference={difference} />
      </div>
      <Slider
        className="swipe"
        aria-label={t.divider}
        minValue={free.from}
        maxValue={free.to}
        step={0.5}
        value={at}
        onChange={setChosen}
        style={{ left: `${free.from}%`, right: `${100 - free.to}%` }}
      >
        <SliderTrack className="swipe-track">
          <SliderThumb className="swipe-thumb">
            <span className="swipe-side swipe-left">{t.before(t.version(`${difference.against}`))}</span>
            <span className="swipe-side swipe-right">{t.after(after)}</span>
            <span className="swipe-grip" aria-hidden />
          </SliderThumb>
        </SliderTrack>
      </Slider>
    </>
  )
}

const nobody: MapHandlers = {
  hover: () => undefined,
  click: () => undefined,
  ask: () => undefined,
  moved: () => undefined,
  zooming: () => undefined,
  drawn: () => undefined,
  basemapFailed: () => undefined,
}

/** The grids before, on a map that goes where the one beneath it goes. */
function BeforeMap({ main, difference }: { main: MapView; difference: Difference }) {
  const t = useMessages('versions')
  const { data: city } = useQuery(cityQuery)
  const layers = useView(view => view.show) ?? defaultLayers
  const [camera] = useState(() => main.camera)
  const show = useMemo(() => ({ grids: layers.includes('grids'), names: layers.includes('names') }), [layers])
  if (city === undefined) return null
  const { basemap } = city
  const overBasemap = basemap !== null
  return (
    <ShownVersion value={difference.against}>
      <MapCanvas
        bounds={city.bounds}
        camera={camera}
        padding={coveredNow}
        styleUrl={basemap?.kind === 'style' ? basemap.url : undefined}
        title={t.before(t.version(`${difference.against}`))}
        handlers={nobody}
        isWall
      >
        <Following main={main} />
        <BasemapOnMap basemap={basemap} />
        {layers.includes('districts') && <DistrictsOnMap overBasemap={overBasemap} />}
        <GridsOnMap show={show} overBasemap={overBasemap} hovered={null} />
        <DifferenceOnMap difference={difference} side="before" />
        <Loading />
      </MapCanvas>
    </ShownVersion>
  )
}

function Loading() {
  const t = useMessages('versions')
  return useDrawing() === undefined ? <p className="map-note">{t.comparing}</p> : null
}

function Following({ main }: { main: MapView }) {
  const own = use(MapContext)
  useEffect(() => {
    if (own === null) return
    const follow = () => own.follow(main.camera)
    follow()
    return main.onMove(follow)
  }, [own, main])
  return null
}

function DifferenceOnMap({ difference, side }: { difference: Difference; side: Side }) {
  const palette = usePalette()
  const { data: city } = useQuery(cityQuery)
  const part = useMemo(
    () =>
      city === undefined
        ? null
        : differencePart(
            difference,
            side,
            city.levels.map(level => level.key),
            palette,
          ),
    [difference, side, city, palette],
  )
  useMapPart('difference', part)
  return null
}

/** What the panels leave of the map's width, in hundredths; the divider stays there. */
function useFreeWidth(): { from: number; to: number } {
  const [free, setFree] = useState({ from: 0, to: 100 })
  useEffect(() => {
    const map = document.querySelector('.map')
    if (map === null) return
    const measure = () => {
      const { left, right } = coveredNow()
      const share = (pixels: number) => Math.round((pixels / map.clientWidth) * 200) / 2
      const next = { from: share(left), to: 100 - share(right) }
      setFree(old => (old.from === next.from && old.to === next.to ? old : next))
    }
    measure()
    // panels come and go beside the map without its size changing
    const stage = map.parentElement
    const panels = new MutationObserver(measure)
    if (stage !== null) panels.observe(stage, { childList: true })
    const size = new ResizeObserver(measure)
    size.observe(map)
    return () => {
      panels.disconnect()
      size.disconnect()
    }
  }, [])
  return free
}
