import { expect, test } from 'vitest'
import type { MapLayer, MapSource } from './part.ts'
import { blank, changes, type Drawing, reconcile } from './reconcile.ts'

/** Writes down what the map is told. */
function recorder() {
  const calls: string[] = []
  const layers = new Set<string>()
  const sources = new Set<string>()
  const map = {
    getLayer: (id: string) => (layers.has(id) ? {} : undefined),
    getSource: (id: string) => (sources.has(id) ? { setData: () => calls.push(`data ${id}`) } : undefined),
    addLayer: (layer: MapLayer, before?: string) => {
      layers.add(layer.id)
      calls.push(`+layer ${layer.id} under ${before ?? 'top'}`)
    },
    removeLayer: (id: string) => {
      layers.delete(id)
      calls.push(`-layer ${id}`)
    },
    addSource: (id: string) => {
      sources.add(id)
      calls.push(`+source ${id}`)
    },
    removeSource: (id: string) => {
      sources.delete(id)
      calls.push(`-source ${id}`)
    },
    setPaintProperty: (id: string, key: string) => calls.push(`paint ${id} ${key}`),
    setLayoutProperty: (id: string, key: string) => calls.push(`layout ${id} ${key}`),
    setFilter: (id: string) => calls.push(`filter ${id}`),
    setLayerZoomRange: (id: string) => calls.push(`zooms ${id}`),
  }
  const draw = (before: Drawing, after: Drawing) => {
    calls.length = 0
    reconcile(map as unknown as Parameters<typeof reconcile>[0], before, after)
    return [...calls]
  }
  return { draw }
}

const collection = (): GeoJSON.FeatureCollection => ({ type: 'FeatureCollection', features: [] })
const source = (): MapSource => ({ type: 'geojson', data: collection() })
const line = (id: string, width: number): MapLayer => ({
  id,
  type: 'line',
  source: 's',
  paint: { 'line-width': width },
})
const drawing = (sources: Record<string, MapSource>, layers: MapLayer[]): Drawing => ({
  sources: new Map(Object.entries(sources)),
  layers,
})

test('draws from nothing, each layer under the one above it', () => {
  const { draw } = recorder()
  expect(draw(blank, drawing({ s: source() }, [line('a', 1), line('b', 1)]))).toEqual([
    '+source s',
    '+layer b under top',
    '+layer a under b',
  ])
})

test('says nothing when nothing changed', () => {
  const { draw } = recorder()
  const first = drawing({ s: source() }, [line('a', 1)])
  draw(blank, first)
  expect(draw(first, first)).toEqual([])
  expect(draw(first, drawing(Object.fromEntries(first.sources), [line('a', 1)]))).toEqual([])
})

test('changes only what changed', () => {
  const { draw } = recorder()
  const s = source()
  const first = drawing({ s }, [line('a', 1), line('b', 1)])
  draw(blank, first)
  expect(draw(first, drawing({ s }, [line('a', 2), line('b', 1)]))).toEqual(['paint a line-width'])
})

test('new data keeps source and layers', () => {
  const { draw } = recorder()
  const first = drawing({ s: source() }, [line('a', 1)])
  draw(blank, first)
  expect(draw(first, drawing({ s: source() }, [line('a', 1)]))).toEqual(['data s'])
})

test('a source of another kind is rebuilt with its layers', () => {
  const { draw } = recorder()
  const first = drawing({ s: source() }, [line('a', 1)])
  draw(blank, first)
  const other: MapSource = { type: 'geojson', data: collection(), cluster: true }
  expect(draw(first, drawing({ s: other }, [line('a', 1)]))).toEqual([
    '-layer a',
    '-source s',
    '+source s',
    '+layer a under top',
  ])
})

test('takes away what is gone and puts a newcomer in its place', () => {
  const { draw } = recorder()
  const s = source()
  const first = drawing({ s }, [line('a', 1), line('c', 1)])
  draw(blank, first)
  expect(draw(first, drawing({ s }, [line('b', 1), line('c', 1)]))).toEqual(['-layer a', '+layer b under c'])
})

test('a property that is left out goes back to its default', () => {
  expect(changes({ a: 1, b: 2 }, { b: 3 })).toEqual([
    ['a', undefined],
    ['b', 3],
  ])
})

test('another canvas is another picture', () => {
  const { draw } = recorder()
  const canvas = (): MapSource => ({
    type: 'canvas',
    canvas: 'picture',
    animate: false,
    coordinates: [
      [0, 1],
      [1, 1],
      [1, 0],
      [0, 0],
    ],
  })
  const layer: MapLayer = { id: 'a', type: 'raster', source: 's' }
  const before = drawing({ s: canvas() }, [layer])
  draw(blank, before)
  expect(draw(before, drawing({ ...Object.fromEntries(before.sources) }, [layer]))).toEqual([])
  expect(draw(before, drawing({ s: canvas() }, [layer]))).toEqual([
    '-layer a',
    '-source s',
    '+source s',
    '+layer a under top',
  ])
})
