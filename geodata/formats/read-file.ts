import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readArchive } from './archive.ts'
import { readGeojson } from './geojson.ts'
import { readGeopackage } from './geopackage.ts'
import { FormatError, type Layer } from './layer.ts'
import { shapefilesOf } from './shapefile.ts'
import { tidyText } from './tidy-text.ts'

export type FileFormat = 'geojson' | 'gpkg' | 'shp'

/**
 * The layers of a file. Which format it is its first bytes say, whatever its name ends in; the name only names a layer that has none.
 * Throws `FormatError`.
 */
export function readFile(path: string, name: string): { format: FileFormat; layers: Layer[] } {
  const format = formatOf(firstBytes(path), name)
  const layers = readers[format](path, name.replace(/\.[^.]*$/, ''))
  if (layers.length === 0) throw new FormatError('no-layers')
  return { format, layers: withOwnNames(layers) }
}

/** Characters of the name of a layer or a field; a number may come behind it. */
const mostName = 180

/** Layers are found by their names: where files of several folders bear one, the later ones get a number. */
export function withOwnNames(layers: readonly Layer[]): Layer[] {
  const taken = new Set<string>()
  return layers.map(layer => {
    const name = tidyText(layer.name, mostName)
    let own = name
    for (let n = 2; taken.has(own); n++) own = `${name} ${n}`
    taken.add(own)
    return { ...layer, name: own, fields: layer.fields.map(field => tidyText(field, mostName)) }
  })
}

const readers: Record<FileFormat, (path: string, stem: string) => Layer[]> = {
  geojson: (path, stem) => readGeojson(textOf(readFileSync(path)), stem),
  gpkg: readGeopackage,
  shp: path => {
    const entries = readArchive(readFileSync(path))
    const json = entries.filter(entry => /\.(geo)?json$/i.test(entry.name))
    const packages = entries.filter(entry => /\.gpkg$/i.test(entry.name))
    const shapes = shapefilesOf(entries)
    if (shapes.length > 0) return shapes
    if (packages.length > 0) return packages.flatMap(({ bytes }) => unpacked(bytes, readGeopackage))
    return json.flatMap(({ name, bytes }) =>
      readGeojson(textOf(bytes), name.replace(/^.*[/\\]|\.[^.]*$/g, '')),
    )
  },
}

/** A GeoPackage is a database, read from a file of its own. */
function unpacked<T>(bytes: Uint8Array, read: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-unpacked-'))
  try {
    const path = join(folder, 'grids.gpkg')
    writeFileSync(path, bytes, { mode: 0o600 })
    return read(path)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** UTF-8 as the standard wants it, UTF-16 where its mark says so, else what Chinese Windows writes. */
function textOf(bytes: Uint8Array): string {
  const mark = new TextDecoder('latin1').decode(bytes.subarray(0, 2))
  if (mark === '\u00ff\u00fe') return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

function formatOf(head: Uint8Array, name: string): FileFormat {
  const text = new TextDecoder('latin1').decode(head)
  if (text.startsWith('SQLite format 3\0')) return 'gpkg'
  if (text.startsWith('PK\x03\x04') || text.startsWith('PK\x05\x06')) return 'shp'
  if (/^(\u00ef\u00bb\u00bf|\u00ff\u00fe)?[\s\0]*\{/.test(text)) return 'geojson'
  throw new FormatError('unknown-format', name)
}

function firstBytes(path: string): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const head = new Uint8Array(512)
    return head.subarray(0, readSync(file, head, 0, head.length, 0))
  } finally {
    closeSync(file)
  }
}
