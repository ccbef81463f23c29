/** What the file formats of the trade have in common: named layers of rows with values and polygons. */
export type Layer = {
  readonly name: string
  readonly fields: readonly string[]
  readonly rows: readonly LayerRow[]
  /** What the coordinates refer to, as the file says; null: it does not say. */
  readonly reference: Reference | null
}

export type Value = string | number | boolean | null

export type LayerRow = {
  /** In the order of the layer's fields. */
  readonly values: readonly Value[]
  /** `x0, y0, x1, y1, …` for each ring, closed or not, as written; null: a geometry that is not of polygons. None: no geometry. */
  readonly polygons: readonly (readonly Float64Array[])[] | null
  /** Points had a third number. */
  readonly hasHeights?: boolean
}

export type Reference = {
  /** EPSG code, where the file gives one. */
  readonly srid: number | null
  /** Well-known text, where the file gives it. */
  readonly wkt: string | null
  readonly name: string
}

export type FormatErrorCode =
  /** None of the formats, or not what its ending says: `detail` is what it looks like. */
  | 'unknown-format'
  /** It is one of the formats, and broken. */
  | 'broken-file'
  | 'no-layers'
  /** Unpacked it would be larger than is read, or many times larger than packed. */
  | 'zip-bomb'
  /** A name in an archive that leads out of it. */
  | 'zip-path'
  | 'zip-encrypted'
  /** A shapefile comes as `.shp` with `.dbf` and `.shx` in one archive. */
  | 'missing-part'
  /** The reference system is none that can be converted to WGS84 without a datum shift. */
  | 'unknown-reference'

/** A file that cannot be read. The code travels; `detail` names the culprit. */
export class FormatError extends Error {
  readonly code: FormatErrorCode
  readonly detail: string

  constructor(code: FormatErrorCode, detail = '') {
    super(detail === '' ? code : `${code}: ${detail}`)
    this.name = 'FormatError'
    this.code = code
    this.detail = detail
  }
}

/** Degrees of WGS84, as everything that is written. */
export const wgs84: Reference = { srid: 4326, wkt: null, name: 'WGS 84' }
