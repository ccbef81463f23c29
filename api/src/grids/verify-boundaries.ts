import { createHash } from 'node:crypto'
import { isDeepStrictEqual, promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { gridOutlines } from '@jingwei/geodata/geometry/grid-outlines.ts'
import { buildPartition } from '@jingwei/geodata/geometry/partition.ts'
import { decodeTopology, type GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import { growTree } from '@jingwei/geodata/geometry/tree.ts'
import { showRows } from '../access/row-security.ts'
import { type Ctx, transaction } from '../context.ts'
import { multiPolygonHex, polygonHex } from '../database/wkb.ts'
import { selectTopology } from './queries.ts'
import {
  type RecordRow,
  type ShapeRow,
  selectFaceDigests,
  selectOutlineDigests,
  selectRecords,
  selectRegister,
  selectUnderived,
  type VersionHead,
} from './verify-boundaries.queries.ts'

export type BoundariesVerdict =
  /** `unregistered`: versions of which the audit log says nothing; the next start registers them. */
  | { readonly whole: true; readonly versions: number; readonly unregistered: readonly number[] }
  | ({ readonly whole: false; readonly version: number } & BoundariesFault)

/**
 * The first thing of a version that is not what was published. register: its hash or the moment from which it counts is not what the audit
 * log says · missing: the log speaks of it, and it is not there · document: its topology is not what it was hashed from · record, faces,
 * outline: what the tables say of a grid is not what the document says · derived: its area or label point is not that of its outline.
 */
export type BoundariesFault =
  | { readonly fault: 'register' | 'missing' | 'document' }
  | { readonly fault: 'record' | 'faces' | 'outline' | 'derived'; readonly grid: string }

/** Compares every version that ever counted with the audit log, and every row of every grid with its version's document. */
export async function verifyBoundaries(ctx: Ctx): Promise<BoundariesVerdict> {
  const register = await transaction(ctx, async tx => {
    await showRows(tx, 'program')
    return selectRegister(tx.sql)
  })
  const faces = await selectFaceDigests(ctx.sql)
  const outlines = await selectOutlineDigests(ctx.sql)
  for (const { version, head, entry } of register) {
    if (head === null) return { whole: false, version, fault: 'missing' }
    if (entry !== null && !isDeepStrictEqual(entry, entryOf(head)))
      return { whole: false, version, fault: 'register' }
    const told = await readDocument(ctx, head)
    if (told === null) return { whole: false, version, fault: 'document' }
    const fault = faultOf(told, {
      records: await selectRecords(ctx.sql, version),
      faces: faces.filter(row => counts(row, version)),
      outlines: outlines.filter(row => counts(row, version)),
    })
    if (fault !== null) return { whole: false, version, ...fault }
  }
  const underived = await selectUnderived(ctx.sql)
  if (underived !== undefined) return { whole: false, fault: 'derived', ...underived }
  const unregistered = register.filter(({ entry }) => entry === null).map(({ version }) => version)
  return { whole: true, versions: register.length, unregistered }
}

function entryOf({ effectiveAt, contentHash }: VersionHead) {
  return { effectiveAt: effectiveAt.toISOString(), contentHash }
}

function counts({ fromVersion, toVersion }: ShapeRow, version: number): boolean {
  return fromVersion <= version && (toVersion === null || toVersion > version)
}

type Told = Omit<RecordRow, 'id'>

/** What a document says of its grids, by code. */
interface Document {
  readonly grids: readonly Told[]
  /** Digests of the faces of a leaf grid, sorted, and of the one outline of any grid. */
  readonly faces: ReadonlyMap<string, readonly string[]>
  readonly outlines: ReadonlyMap<string, readonly string[]>
}

/** Null: the document is not the one that was hashed. */
async function readDocument(ctx: Ctx, { version, contentHash }: VersionHead): Promise<Document | null> {
  const stored = await selectTopology(ctx.sql, version)
  const text = await decompress(stored?.topology ?? Buffer.alloc(0)).catch(() => null)
  if (text === null || createHash('sha256').update(text).digest('hex') !== contentHash) return null
  const topology: GridTopology<Told> = JSON.parse(text.toString('utf8'))
  const faces = decodeTopology(topology)
  const outlines = gridOutlines(buildPartition(faces), growTree(topology.grids))
  const digests = faces.map(({ grid, rings }) => ({ grid, digest: digestOf(polygonHex(rings)) }))
  return {
    grids: topology.grids,
    faces: gathered(digests),
    outlines: new Map(
      [...outlines].map(([code, outline]) => [code, [digestOf(multiPolygonHex(outline))]] as const),
    ),
  }
}

const decompress = promisify(brotliDecompress)

function digestOf(hex: string): string {
  return createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex')
}

function gathered<K>(digests: readonly { grid: K; digest: string }[]): Map<K, string[]> {
  const out = new Map<K, string[]>()
  for (const { grid, digest } of digests) out.set(grid, [...(out.get(grid) ?? []), digest].sort())
  return out
}

interface Rows {
  readonly records: readonly RecordRow[]
  readonly faces: readonly ShapeRow[]
  readonly outlines: readonly ShapeRow[]
}

function faultOf(told: Document, rows: Rows): BoundariesFault | null {
  const records = new Map(rows.records.map(row => [row.code, row]))
  const codes = new Set(told.grids.map(({ code }) => code))
  // a grid that the document does not have, or one of it twice
  const extra = rows.records.find(row => !codes.has(row.code) || records.get(row.code) !== row)
  if (extra !== undefined) return { fault: 'record', grid: extra.code }
  const faces = gathered(rows.faces.map(({ gridId, digest }) => ({ grid: gridId, digest })))
  const outlines = gathered(rows.outlines.map(({ gridId, digest }) => ({ grid: gridId, digest })))
  for (const grid of told.grids) {
    const { code } = grid
    const record = records.get(code)
    if (record === undefined || !isDeepStrictEqual(recordOf(record), recordOf(grid)))
      return { fault: 'record', grid: code }
    if (!isDeepStrictEqual(faces.get(record.id), told.faces.get(code))) return { fault: 'faces', grid: code }
    if (!isDeepStrictEqual(outlines.get(record.id), told.outlines.get(code)))
      return { fault: 'outline', grid: code }
  }
  const ids = new Set(rows.records.map(({ id }) => id))
  const stray = [...rows.faces, ...rows.outlines].find(({ gridId }) => !ids.has(gridId))
  return stray === undefined ? null : { fault: 'record', grid: `#${stray.gridId}` }
}

function recordOf({ code, level, parent, name, kind, households, synthetic }: Told) {
  return {
    code,
    level,
    parent,
    zh: name.zh,
    en: name.en ?? null,
    kind: kind ?? null,
    households: households ?? null,
    synthetic: synthetic ?? false,
  }
}
