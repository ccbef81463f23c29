import sqlite from 'node-sqlite3-wasm'
import { FormatError, type Layer, type LayerRow, type Value } from './layer.ts'
import { readWkb, writeWkb } from './wkb.ts'

/** Every table of features of a GeoPackage (OGC 12-128) as a layer. The file is read in place, only; nothing in it is run. */
export function readGeopackage(file: string): Layer[] {
  return withDatabase(file, { readOnly: true }, db => {
    const tables = db.all(
      `select g.table_name as name, g.column_name as shape, g.srs_id as id, s.srs_name as title, s.definition as wkt,
         s.organization as organization, s.organization_coordsys_id as code
       from gpkg_geometry_columns g left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id
       join sqlite_master m on m.name = g.table_name and m.type = 'table' order by 1`,
    )
    if (tables.length === 0) throw new FormatError('no-layers')
    return tables.map(table => {
      const name = String(table.name)
      const columns = db
        .all(`select name from pragma_table_info(${literal(name)})`)
        .map(each => String(each.name))
      const shape = columns.find(each => each.toLowerCase() === String(table.shape).toLowerCase()) ?? ''
      const fields = columns.filter(each => each !== shape)
      const rows = db.all(`select * from ${identifier(name)}`).map((row): LayerRow => {
        const values = fields.map(field => columnValue(row[field] ?? null))
        const bytes = row[shape]
        return { values, ...(bytes instanceof Uint8Array ? shapeOf(bytes) : { polygons: [] }) }
      })
      const isEpsg = String(table.organization).toUpperCase() === 'EPSG'
      const wkt = typeof table.wkt === 'string' && table.wkt !== 'undefined' ? table.wkt : null
      const reference =
        Number(table.id) <= 0
          ? null
          : { srid: isEpsg ? Number(table.code) : null, wkt, name: String(table.title ?? '') }
      return { name, fields, rows, reference }
    })
  })
}

/** Layers in degrees of WGS84 → a new file. */
export function writeGeopackage(file: string, layers: readonly Layer[]): void {
  withDatabase(file, { readOnly: false }, db => {
    db.exec(
      `pragma application_id = 0x47504b47; pragma user_version = 10300; pragma journal_mode = off; begin; ${tables}`,
    )
    for (const { name, fields, rows } of layers) {
      const shapes = rows.map(({ polygons }) => writeShape(polygons ?? []))
      const box = boxOf(rows)
      db.run(
        `insert into gpkg_contents (table_name, data_type, identifier, last_change, min_x, min_y, max_x, max_y, srs_id)
         values (?, 'features', ?, '1980-01-01T00:00:00.000Z', ?, ?, ?, ?, 4326)`,
        [name, name, ...box],
      )
      db.run(`insert into gpkg_geometry_columns values (?, 'geom', 'MULTIPOLYGON', 4326, 0, 0)`, [name])
      const types = fields.map((_, i) => typeOf(rows.map(({ values }) => values[i] ?? null)))
      const columns = fields.map((field, i) => `, ${identifier(field)} ${types[i]}`)
      db.exec(
        `create table ${identifier(name)} (fid integer primary key, geom multipolygon${columns.join('')})`,
      )
      const places = fields.map(() => ', ?').join('')
      const insert = db.prepare(`insert into ${identifier(name)} values (?, ?${places})`)
      rows.forEach(({ values }, i) => {
        insert.run([i + 1, shapes[i] as Uint8Array, ...fields.map((_, f) => values[f] ?? null)])
      })
      insert.finalize()
    }
    db.exec('commit')
  })
}

function withDatabase<T>(file: string, options: { readOnly: boolean }, work: (db: sqlite.Database) => T): T {
  let db: sqlite.Database | undefined
  try {
    db = new sqlite.Database(file, options)
    return work(db)
  } catch (error) {
    if (error instanceof sqlite.SQLite3Error && options.readOnly)
      throw new FormatError('broken-file', error.message)
    throw error
  } finally {
    db?.close()
  }
}

const wgs84 =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'

const tables = `
  create table gpkg_spatial_ref_sys (srs_name text not null, srs_id integer primary key, organization text not null,
    organization_coordsys_id integer not null, definition text not null, description text);
  insert into gpkg_spatial_ref_sys values
    ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', null),
    ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', null),
    ('WGS 84', 4326, 'EPSG', 4326, '${wgs84}', null);
  create table gpkg_contents (table_name text not null primary key, data_type text not null, identifier text unique,
    description text default '', last_change datetime not null, min_x double, min_y double, max_x double, max_y double,
    srs_id integer references gpkg_spatial_ref_sys (srs_id));
  create table gpkg_geometry_columns (table_name text not null primary key references gpkg_contents (table_name),
    column_name text not null, geometry_type_name text not null, srs_id integer not null references gpkg_spatial_ref_sys (srs_id),
    z tinyint not null, m tinyint not null);`

function columnValue(value: unknown): Value {
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

function typeOf(values: readonly Value[]): string {
  const numbers = values.filter(value => value !== null)
  if (numbers.length === 0 || !numbers.every(value => typeof value === 'number')) return 'text'
  return numbers.every(value => Number.isInteger(value)) ? 'integer' : 'double'
}

/** `GP`, version, flags, reference, perhaps a box, then well-known binary. */
function shapeOf(bytes: Uint8Array): Pick<LayerRow, 'polygons' | 'hasHeights'> {
  if (bytes.length < 8 || bytes[0] !== 0x47 || bytes[1] !== 0x50)
    throw new FormatError('broken-file', 'geometry')
  const flags = bytes[3] as number
  if ((flags & 0x10) !== 0) return { polygons: [] }
  const box = [0, 32, 48, 48, 64][(flags >> 1) & 7] ?? 0
  return readWkb(bytes.subarray(8 + box))
}

function writeShape(polygons: readonly (readonly Float64Array[])[]): Uint8Array {
  const wkb = writeWkb(polygons)
  const out = new Uint8Array(8 + wkb.length)
  out.set([0x47, 0x50, 0, polygons.length === 0 ? 0x11 : 0x01])
  new DataView(out.buffer).setInt32(4, 4326, true)
  out.set(wkb, 8)
  return out
}

function boxOf(rows: readonly LayerRow[]): number[] {
  const box = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number]
  for (const ring of rows.flatMap(({ polygons }) => polygons ?? []).flat())
    for (let i = 0; i < ring.length; i += 2) {
      box[0] = Math.min(box[0], ring[i] as number)
      box[1] = Math.min(box[1], ring[i + 1] as number)
      box[2] = Math.max(box[2], ring[i] as number)
      box[3] = Math.max(box[3], ring[i + 1] as number)
    }
  return box
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
