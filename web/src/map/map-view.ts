import 'maplibre-gl/dist/maplibre-gl.css'
import {
  AttributionControl,
  type GeoJSONSource,
  type MapGeoJSONFeature,
  Map as MapLibre,
  type MapMouseEvent,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import {
  type Bounds,
  type Camera,
  closestZoom,
  flightDuration,
  type Padding,
  prefersStill,
  sameCamera,
  widened,
} from './camera.ts'
import { EditSurface, type SurfaceHandlers } from './edit-surface.ts'
import { HexagonDrawing } from './hexagon-drawing.ts'
import { layerOrder, type PartName, pickOrder } from './layer-order.ts'
import { onLongPress } from './long-press.ts'
import { hexagonSlotPart, type MapHexagons } from './map-hexagons.ts'
import { softenWhileMoving } from './moving-resolution.ts'
import type { MapPart } from './part.ts'
import { blank, type Drawing, reconcile } from './reconcile.ts'

setWorkerUrl(workerUrl)

/** Pixels around the pointer that still hit a symbol. */
const reach = 6
/** Smaller on the screen than this, in pixels, a selected grid is not in sight. */
const smallestSight = 72
/** Marks moves that are not the reader's: nobody has to be told of them. */
const own = { own: true }
const emptyStyle = { version: 8 as const, sources: {}, layers: [] }

export type MapPoint = { readonly lon: number; readonly lat: number }
export type Pick = {
  readonly part: PartName
  readonly properties: Readonly<Record<string, unknown>>
  readonly at: MapPoint
}
/** What the pointer is over: the place, where that is on the map's box, and the topmost symbol there. */
export type Pointer = {
  readonly place: MapPoint
  readonly x: number
  readonly y: number
  readonly pick: Pick | null
}

export type MapHandlers = {
  readonly hover: (pointer: Pointer | null) => void
  readonly click: (pointer: Pointer, map: MapView) => void
  /** Right button or long press. */
  readonly ask: (place: MapPoint) => void
  readonly moved: (camera: Camera) => void
  readonly zooming: (zoom: number) => void
  /** With every frame of a movement that is the reader's. */
  readonly moving?: (camera: Camera) => void
  /** Everything asked for is on the screen; said each time the map comes to rest. */
  readonly drawn: () => void
  readonly basemapFailed: () => void
}

export type MapSettings = {
  readonly bounds: Bounds
  readonly camera: Camera | undefined
  readonly padding: Padding
  /** Address of a deployment's own style, drawn beneath everything. */
  readonly styleUrl: string | undefined
  readonly fontFamily: string
  readonly title: string
  readonly handlers: MapHandlers
  /** Nobody touches it, and it may show the country around the city: a wall. */
  readonly isWall?: boolean
}

/**
 * The map, outside React. Setters may be called at any time and as often as one likes: what is identical costs nothing.
 * Listeners are bound once and read `handlers`.
 */
export class MapView {
  handlers: MapHandlers
  readonly #map: MapLibre
  readonly #bounds: Bounds
  readonly #parts = new Map<PartName, MapPart>()
  readonly #hexagons: HexagonDrawing
  #surface: EditSurface | null = null
  readonly #stopLongPress: () => void
  readonly #stopSoftening: () => void
  #drawn: Drawing = blank
  #ready = false
  #scheduled = false
  #destroyed = false
  /** Where the reader or the address last left the camera. */
  #settled: Camera | null = null

  constructor(container: HTMLElement, settings: MapSettings) {
    this.handlers = settings.handlers
    this.#bounds = settings.bounds
    const { camera, bounds } = settings
    this.#map = new MapLibre({
      container,
      style: settings.styleUrl ?? emptyStyle,
      ...(camera === undefined
        ? { bounds: [...bounds], fitBoundsOptions: { padding: settings.padding } }
        : { center: [camera.lon, camera.lat], zoom: camera.zoom }),
      // a wall goes from place to place for months: what is out of its sight is let go
      ...(settings.isWall
        ? { interactive: false, maxTileCacheSize: 0 }
        : { maxBounds: [...widened(bounds)] }),
      maxZoom: closestZoom,
      maxPitch: 0,
      dragRotate: false,
      pitchWithRotate: false,
      rollEnabled: false,
      attributionControl: false,
      renderWorldCopies: false,
      localIdeographFontFamily: settings.fontFamily,
      fadeDuration: prefersStill() ? 0 : 150,
      locale: { 'Map.Title': settings.title },
    })
    this.#hexagons = new HexagonDrawing(this.#map)
    this.#settled = this.camera
    this.#map.touchZoomRotate.disableRotation()
    this.#map.keyboard.disableRotation()
    if (!settings.isWall) this.#map.addControl(new ScaleControl({ maxWidth: 96 }), 'bottom-right')
    // A style brings sources of its own, whose providers must be named.
    if (settings.styleUrl !== undefined)
      this.#map.addControl(new AttributionControl({ compact: false }), 'bottom-right')
    this.#stopLongPress = onLongPress(container, (x, y) => {
      if (this.#surface !== null) return
      const { lng, lat } = this.#map.unproject([x, y])
      this.handlers.ask({ lon: lng, lat })
    })
    this.#stopSoftening = softenWhileMoving(this.#map)
    this.#listen(settings.styleUrl)
  }

  /** Draws a part, or takes it away. */
  setPart(name: PartName, part: MapPart | null): void {
    if ((this.#parts.get(name) ?? null) === part) return
    if (part === null) this.#parts.delete(name)
    else this.#parts.set(name, part)
    this.#schedule()
  }

  /** Draws hexagons, or takes them away. `failed` is told when this device cannot draw them, or no longer. */
  setHexagons(hexagons: MapHexagons | null, failed: () => void): void {
    this.#hexagons.want(hexagons, failed)
    this.setPart('hexagons', hexagons === null ? null : hexagonSlotPart)
    this.#schedule()
  }

  /** Takes features of a part's source away and adds others; the rest is not looked at. */
  changeFeatures(
    source: string,
    changes: { readonly remove: number[]; readonly add: GeoJSON.Feature[] },
  ): void {
    void (this.#map.getSource(source) as GeoJSONSource | undefined)?.updateData(changes)
  }

  /** Features that are drawn elsewhere for a while. */
  setHot(source: string, ids: readonly number[], hot: boolean): void {
    if (this.#map.getSource(source) === undefined) return
    for (const id of ids) this.#map.setFeatureState({ source, id }, { hot })
  }

  /** A sheet above the map that somebody draws on; pointers are its own until it is closed. */
  openSurface(handlers: SurfaceHandlers): EditSurface {
    this.#surface?.close()
    const surface = new EditSurface(this.#map, handlers, () => {
      if (this.#surface === surface) this.#surface = null
    })
    this.#surface = surface
    this.handlers.hover(null)
    return surface
  }

  setCursor(cursor: 'crosshair' | 'pointer' | ''): void {
    this.#map.getCanvas().style.cursor = cursor
  }

  get camera(): Camera {
    const { lng, lat } = this.#map.getCenter()
    return { lon: lng, lat, zoom: this.#map.getZoom() }
  }

  setCamera(camera: Camera): void {
    if (sameCamera(this.camera, camera)) return
    const seen = this.#map.getBounds()
    const duration = flightDuration(this.camera, camera, seen.getEast() - seen.getWest(), prefersStill())
    const to = { center: [camera.lon, camera.lat] as [number, number], zoom: camera.zoom }
    if (duration === 0) this.#map.jumpTo(to, own)
    else this.#map.easeTo({ ...to, duration }, own)
  }

  /** At once and without telling anybody: another map moves, and this one beside it. */
  follow({ lon, lat, zoom }: Camera): void {
    this.#map.jumpTo({ center: [lon, lat], zoom }, own)
  }

  /** What is on the screen now, as a picture. */
  picture(): Promise<HTMLCanvasElement> {
    return new Promise(resolve => {
      // what WebGL has drawn can be read only until the frame ends
      this.#map.once('render', () => {
        const drawn = this.#map.getCanvas()
        const copy = document.createElement('canvas')
        copy.width = drawn.width
        copy.height = drawn.height
        copy.getContext('2d')?.drawImage(drawn, 0, 0)
        resolve(copy)
      })
      this.#map.triggerRepaint()
    })
  }

  /** A long, smooth movement, for a screen that is watched; at once for those who asked for less motion. */
  fly(camera: Camera, duration: number): void {
    if (sameCamera(this.camera, camera)) return
    const to = { center: [camera.lon, camera.lat] as [number, number], zoom: camera.zoom }
    if (prefersStill()) this.#map.jumpTo(to, own)
    else this.#map.flyTo({ ...to, duration, curve: 1.2 }, own)
  }

  /** Where a place is on the map's box, in pixels. */
  project({ lon, lat }: MapPoint): { readonly x: number; readonly y: number } {
    return this.#map.project([lon, lat])
  }

  /** Tells of every movement, until the returned function is called. */
  onMove(listener: () => void): () => void {
    this.#map.on('move', listener)
    return () => this.#map.off('move', listener)
  }

  /** The camera that shows bounds between the panels, never closer than `closest`. */
  cameraFor([west, south, east, north]: Bounds, padding: Padding, closest = closestZoom): Camera {
    const found = this.#map.cameraForBounds([west, south, east, north], {
      padding: { ...padding },
      maxZoom: closest,
    })
    if (found?.center === undefined || found.zoom === undefined) return this.camera
    const [lon, lat] = Array.isArray(found.center) ? found.center : lonLat(found.center)
    return { lon, lat, zoom: found.zoom }
  }

  home(padding: Padding): void {
    this.setCamera(this.cameraFor(this.#bounds, padding))
  }

  /** Whether bounds are large enough to be seen and their middle lies between the panels. */
  isInSight([west, south, east, north]: Bounds, padding: Padding): boolean {
    const [left, right] = [this.#map.project([west, north]), this.#map.project([east, south])]
    const { clientWidth: width, clientHeight: height } = this.#map.getContainer()
    const [x, y] = [(left.x + right.x) / 2, (left.y + right.y) / 2]
    const isLarge = Math.max(right.x - left.x, right.y - left.y) >= smallestSight
    const isClear =
      x > padding.left && x < width - padding.right && y > padding.top && y < height - padding.bottom
    return isLarge && isClear
  }

  /** The zoom at which a cluster falls apart. */
  async clusterZoom(part: PartName, source: string, cluster: number): Promise<number> {
    const found = this.#parts.has(part)
      ? (this.#map.getSource(source) as GeoJSONSource | undefined)
      : undefined
    return found === undefined ? this.#map.getZoom() + 1 : found.getClusterExpansionZoom(cluster)
  }

  destroy(): void {
    this.#destroyed = true
    this.#surface?.close()
    this.#stopLongPress()
    this.#stopSoftening()
    this.#map.remove()
  }

  #listen(styleUrl: string | undefined): void {
    const map = this.#map
    map.on('style.load', () => {
      this.#drawn = blank
      this.#ready = true
      this.handlers.zooming(map.getZoom())
      this.#schedule()
    })
    // the map comes back as it was drawn, but without what cannot be written down: it is drawn anew
    map.on('webglcontextlost', () => {
      this.#ready = false
    })
    map.on('webglcontextrestored', () => map.setStyle(styleUrl ?? emptyStyle, { diff: false }))
    map.on('error', event => {
      console.warn('map', event.error)
      if (this.#ready || styleUrl === undefined) return
      map.setStyle(emptyStyle)
      this.handlers.basemapFailed()
    })
    // while the map moves under the pointer nothing is being pointed at
    map.on('mousemove', event => {
      if (!map.isMoving() && this.#surface === null) this.handlers.hover(this.#pointer(event))
    })
    map.on('mouseout', () => this.handlers.hover(null))
    map.on('movestart', () => this.handlers.hover(null))
    map.on('click', event => {
      if (this.#surface === null) this.handlers.click(this.#pointer(event), this)
    })
    map.on('contextmenu', ({ lngLat }) => {
      if (this.#surface === null) this.handlers.ask({ lon: lngLat.lng, lat: lngLat.lat })
    })
    map.on('move', event => {
      if (!('own' in event)) this.handlers.moving?.(this.camera)
    })
    map.on('moveend', event => this.#settle('own' in event))
    map.on('zoom', () => this.handlers.zooming(map.getZoom()))
    map.on('idle', () => {
      if (this.#parts.size > 0) this.handlers.drawn()
    })
  }

  #pointer({ point, lngLat }: MapMouseEvent): Pointer {
    const place = { lon: lngLat.lng, lat: lngLat.lat }
    return { place, x: point.x, y: point.y, pick: this.#pick(point.x, point.y) }
  }

  #pick(x: number, y: number): Pick | null {
    const layers = pickOrder.flatMap(name => this.#parts.get(name)?.layers.map(layer => layer.id) ?? [])
    const shown = layers.filter(id => this.#map.getLayer(id))
    if (shown.length === 0) return null
    const [hit] = this.#map.queryRenderedFeatures(
      [
        [x - reach, y - reach],
        [x + reach, y + reach],
      ],
      { layers: shown },
    )
    return hit === undefined ? null : pickOf(hit)
  }

  #settle(isOwn: boolean): void {
    const { camera } = this
    const isSame = this.#settled !== null && sameCamera(this.#settled, camera)
    this.#settled = camera
    if (!isSame && !isOwn) this.handlers.moved(camera)
  }

  /** Many parts change in one turn of React; the map hears of it once. */
  #schedule(): void {
    if (this.#scheduled || !this.#ready) return
    this.#scheduled = true
    queueMicrotask(() => {
      this.#scheduled = false
      if (!this.#destroyed && this.#ready) this.#apply()
    })
  }

  #apply(): void {
    const parts = layerOrder.flatMap(name => this.#parts.get(name) ?? [])
    for (const { images } of parts)
      for (const [id, { data, pixelRatio }] of Object.entries(images ?? {}))
        if (!this.#map.hasImage(id)) this.#map.addImage(id, data, { pixelRatio })
    const next: Drawing = {
      sources: new Map(parts.flatMap(part => Object.entries(part.sources))),
      layers: parts.flatMap(part => part.layers),
    }
    reconcile(this.#map, this.#drawn, next)
    this.#drawn = next
    this.#hexagons.draw()
  }
}

type Center = Exclude<Parameters<MapLibre['setCenter']>[0], [number, number]>

function lonLat(center: Center): [number, number] {
  return 'lng' in center ? [center.lng, center.lat] : [center.lon, center.lat]
}

function pickOf(feature: MapGeoJSONFeature): Pick | null {
  const part = layerOrder.find(name => `${feature.layer.id}-`.startsWith(`${name}-`))
  if (part === undefined || feature.geometry.type !== 'Point') return null
  const [lon = 0, lat = 0] = feature.geometry.coordinates
  return { part, properties: feature.properties, at: { lon, lat } }
}
