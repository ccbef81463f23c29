import { FormatError, type Layer, type LayerRow, type Value, wgs84 } from './layer.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** A feature collection or a single feature. A `crs` member, long withdrawn from the standard, is believed where it names an EPSG code. */
export function readGeojson(text: string, name: string): Layer[] {
  let json: Json
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new FormatError('broken-file', error instanceof Error ? error.message : '')
  }
  const features = isObject(json) && json.type === 'Feature' ? [json] : isObject(json) ? json.features : null
  if (!Array.isArray(features) || !isObject(json)) throw new FormatError('unknown-format', 'JSON')
  const fields = new Map<string, number>()
  const objects = features.map(feature => (isObject(feature) ? feature : {}))
  const valuesOf = (feature: { [key: string]: Json }) => {
    const properties = isObject(feature.properties) ? feature.properties : {}
    return feature.id === undefined || 'id' in properties ? properties : { id: feature.id, ...properties }
  }
  for (const feature of objects)
    for (const key of Object.keys(valuesOf(feature))) if (!fields.has(key)) fields.set(key, fields.size)
  const names = [...fields.keys()]
  const rows = objects.map((feature): LayerRow => {
    const values = valuesOf(feature)
    return { values: names.map(key => propertyOf(values[key])), ...geometryOf(feature.geometry ?? null) }
  })
  return [{ name, fields: names, rows, reference: referenceOf(json.crs) }]
}

function referenceOf(crs: Json | undefined): Layer['reference'] {
  if (crs === undefined || crs === null) return wgs84
  const properties = isObject(crs) && isObject(crs.properties) ? crs.properties : {}
  const name = typeof properties.name === 'string' ? properties.name : ''
  if (/CRS84$/.test(name)) return wgs84
  // `EPSG:4490`, `urn:ogc:def:crs:EPSG::4490`, `http://www.opengis.net/def/crs/EPSG/0/4490`, and the form of 2008 with the code itself
  const said = /^epsg$/i.test(String(isObject(crs) ? crs.type : '')) ? `EPSG:${properties.code}` : name
  const srid = Number(said.match(/EPSG[:/](?:[\d.]*[:/])?(\d+)$/i)?.[1] ?? 0)
  return { srid: srid === 0 ? null : srid, wkt: null, name: name || 'crs' }
}

function propertyOf(value: Json | undefined): Value {
  if (value === undefined || value === null) return null
  return typeof value === 'object' ? JSON.stringify(value) : value
}

function geometryOf(geometry: Json): Pick<LayerRow, 'polygons' | 'hasHeights'> {
  if (!isObject(geometry)) return { polygons: [] }
  const { type, coordinates, geometries } = geometry
  if (type === 'GeometryCollection' && Array.isArray(geometries)) {
    const parts = geometries.map(geometryOf)
    if (parts.some(({ polygons }) => polygons === null)) return { polygons: null }
    return {
      polygons: parts.flatMap(({ polygons }) => polygons ?? []),
      hasHeights: parts.some(part => part.hasHeights),
    }
  }
  if (type !== 'Polygon' && type !== 'MultiPolygon') return { polygons: null }
  const polygons = type === 'Polygon' ? [coordinates] : coordinates
  if (!Array.isArray(polygons)) return { polygons: [] }
  let hasHeights = false
  const ringOf = (ring: Json): Float64Array => {
    if (!Array.isArray(ring)) return new Float64Array()
    const flat = new Float64Array(ring.length * 2)
    ring.forEach((point, i) => {
      const [x, y, z] = Array.isArray(point) ? point : []
      flat[2 * i] = typeof x === 'number' ? x : Number.NaN
      flat[2 * i + 1] = typeof y === 'number' ? y : Number.NaN
      if (z !== undefined) hasHeights = true
    })
    return flat
  }
  const rings = polygons.map(polygon => (Array.isArray(polygon) ? polygon.map(ringOf) : []))
  return { polygons: rings, hasHeights }
}

/** One collection of all layers, in order, written piece by piece. */
export function* writeGeojson(layers: readonly Layer[]): Generator<string> {
  yield '{"type":"FeatureCollection","features":[\n'
  let isFirst = true
  for (const { fields, rows } of layers)
    for (const { values, polygons } of rows) {
      const properties = Object.fromEntries(fields.map((field, i) => [field, values[i] ?? null]))
      const coordinates = (polygons ?? []).map(rings => rings.map(pointsOf))
      const geometry =
        coordinates.length === 1
          ? { type: 'Polygon', coordinates: coordinates[0] }
          : { type: 'MultiPolygon', coordinates }
      yield `${isFirst ? '' : ',\n'}${JSON.stringify({ type: 'Feature', properties, geometry })}`
      isFirst = false
    }
  yield '\n]}\n'
}

function pointsOf(ring: Float64Array): number[][] {
  const points: number[][] = []
  for (let i = 0; i < ring.length; i += 2) points.push([ring[i] as number, ring[i + 1] as number])
  return points
}

function isObject(json: Json | undefined): json is { [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}
