import { randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeGeojson } from '@jingwei/geodata/formats/geojson.ts'
import { writeGeopackage } from '@jingwei/geodata/formats/geopackage.ts'
import { writeShapefiles } from '@jingwei/geodata/formats/shapefile.ts'
import type { Ctx } from '../context.ts'
import { csvOf } from '../exports/csv.ts'
import { Problem } from '../problem.ts'
import type { GridExportQuery } from './contract.ts'
import { exportFields, layersOf, levelsOf } from './export-layers.ts'

export interface ExportedFile {
  readonly type: string
  /** Piece by piece. */
  readonly bytes: AsyncGenerator<Uint8Array>
  readonly name: string
}

/** The grids of a version, of one level or of all, as a file of the trade. Throws `not-found`, `bad-field` for a level that it does not have. */
export async function exportGrids(
  ctx: Ctx,
  version: number,
  { format, level }: GridExportQuery,
): Promise<ExportedFile> {
  const atlas = await ctx.atlases.of(ctx, version)
  if (atlas === undefined) throw new Problem('not-found', { field: 'version' })
  const levels = levelsOf(atlas)
  if (level !== undefined && !levels.includes(level)) throw new Problem('bad-field', { field: 'level' })
  const layers = () => layersOf(atlas, level === undefined ? levels : [level])
  const stem = `grids-${version}${level === undefined ? '' : `-${level}`}`
  switch (format) {
    case 'geojson':
      return { type: 'application/geo+json', name: `${stem}.geojson`, bytes: encoded(writeGeojson(layers())) }
    case 'shp':
      return { type: 'application/zip', name: `${stem}.zip`, bytes: whole(writeShapefiles(layers())) }
    case 'gpkg':
      return {
        type: 'application/geopackage+sqlite3',
        name: `${stem}.gpkg`,
        bytes: whole(await geopackage(layers())),
      }
    case 'csv': {
      const rows = layers().flatMap(layer => layer.rows.map(({ values }) => values.map(text)))
      const columns = exportFields.map(header => ({ header, width: 16 }))
      return {
        type: 'text/csv; charset=utf-8',
        name: `${stem}.csv`,
        bytes: csvOf({ name: stem, columns, rows: pages(rows) }),
      }
    }
  }
}

function text(value: string | number | boolean | null): string | number | null {
  return typeof value === 'boolean' ? String(value) : value
}

async function* pages<T>(rows: T[]): AsyncGenerator<T[]> {
  yield rows
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function* encoded(pieces: Iterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for (const piece of pieces) yield encoder.encode(piece)
}

/** The format is a database file: it is made in the system's folder for such things, and taken away again. */
async function geopackage(layers: Parameters<typeof writeGeopackage>[1]): Promise<Uint8Array> {
  const file = join(tmpdir(), `jingwei-${randomBytes(9).toString('hex')}.gpkg`)
  try {
    writeGeopackage(file, layers)
    return await readFile(file)
  } finally {
    await rm(file, { force: true })
  }
}
