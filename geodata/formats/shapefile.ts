import { type ArchiveEntry, readArchive, writeArchive } from './archive.ts'
import { readDbf, writeDbf } from './dbf.ts'
import { FormatError, type Layer, type LayerRow } from './layer.ts'
import { readShp, writeShp } from './shp.ts'

/** Every shapefile of an archive as a layer. */
export function readShapefiles(zip: Uint8Array): Layer[] {
  return shapefilesOf(readArchive(zip))
}

export function shapefilesOf(entries: readonly ArchiveEntry[]): Layer[] {
  const byName = new Map(entries.map(entry => [entry.name.toLowerCase(), entry]))
  return entries
    .filter(({ name }) => /\.shp$/i.test(name))
    .map(({ name, bytes }): Layer => {
      const stem = name.slice(0, -4)
      const part = (ending: string) => byName.get(`${stem}.${ending}`.toLowerCase())?.bytes
      const dbf = part('dbf')
      if (dbf === undefined) throw new FormatError('missing-part', `${stem}.dbf`)
      const text = (ending: string) => {
        const found = part(ending)
        return found === undefined ? null : new TextDecoder().decode(found).trim()
      }
      const shapes = readShp(bytes)
      const { fields, rows } = readDbf(dbf, text('cpg'))
      if (rows.length !== shapes.length)
        throw new FormatError('broken-file', `${stem}: ${shapes.length} ≠ ${rows.length}`)
      const wkt = text('prj')
      return {
        name: stem.replace(/^.*[/\\]/, ''),
        fields,
        rows: shapes.map((shape, i): LayerRow => ({ ...shape, values: rows[i] ?? [] })),
        reference:
          wkt === null || wkt === '' ? null : { srid: null, wkt, name: wkt.match(/"([^"]+)"/)?.[1] ?? '' },
      }
    })
}

/** What GIS programs write for degrees of WGS84. */
const prj =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'

/** One archive with a shapefile for each layer; text in UTF-8, and said so. */
export function writeShapefiles(layers: readonly Layer[]): Uint8Array {
  const encoder = new TextEncoder()
  return writeArchive(
    layers.flatMap(({ name, fields, rows }) => {
      const { shp, shx } = writeShp(rows)
      return [
        { name: `${name}.shp`, bytes: shp },
        { name: `${name}.shx`, bytes: shx },
        { name: `${name}.dbf`, bytes: writeDbf({ fields, rows: rows.map(({ values }) => values) }) },
        { name: `${name}.prj`, bytes: encoder.encode(prj) },
        { name: `${name}.cpg`, bytes: encoder.encode('UTF-8') },
      ]
    }),
  )
}
