import { inflateSync, zipSync } from 'fflate'
import { FormatError } from './layer.ts'

export type ArchiveEntry = { readonly name: string; readonly bytes: Uint8Array }

/** What an archive may become: unpacked in all, times its packed size, and in files. */
const limits = { bytes: 600 * 2 ** 20, ratio: 200, entries: 1000 } as const

/**
 * The files of a zip, read by its directory, which says how large each of them will be before anything is unpacked; an entry that becomes
 * larger than it says is cut off there. Nothing is ever written by the names in it, and names that lead out of a folder are refused.
 */
export function readArchive(bytes: Uint8Array): ArchiveEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  const entries: ArchiveEntry[] = []
  let at = view.getUint32(end + 16, true)
  let total = 0
  if (count > limits.entries) throw new FormatError('zip-bomb', `${count}`)
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50)
      throw new FormatError('broken-file', 'zip')
    const flags = view.getUint16(at + 8, true)
    const method = view.getUint16(at + 10, true)
    const packed = view.getUint32(at + 20, true)
    const size = view.getUint32(at + 24, true)
    const nameLength = view.getUint16(at + 28, true)
    const offset = view.getUint32(at + 42, true)
    const name = nameOf(bytes.subarray(at + 46, at + 46 + nameLength), (flags & 0x800) !== 0)
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (/^([/\\]|[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)/.test(name)) throw new FormatError('zip-path', name)
    total += size
    if (total > limits.bytes || size > packed * limits.ratio + 100_000)
      throw new FormatError('zip-bomb', name)
    if (/[/\\]$/.test(name) || /(^|[/\\])(__MACOSX|\.)/.test(name)) continue
    if ((flags & 1) !== 0) throw new FormatError('zip-encrypted', name)
    entries.push({ name, bytes: unpack(bytes, view, { offset, packed, size, method, name }) })
  }
  return entries
}

export function writeArchive(entries: readonly ArchiveEntry[]): Uint8Array {
  // a fixed day: the same files are the same bytes
  const mtime = '1980-01-01T00:00:00'
  return zipSync(Object.fromEntries(entries.map(({ name, bytes }) => [name, [bytes, { mtime }]])), {
    level: 6,
  })
}

function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 22 - 65_535; at--)
    if (view.getUint32(at, true) === 0x06054b50) return at
  throw new FormatError('broken-file', 'zip')
}

type Entry = { offset: number; packed: number; size: number; method: number; name: string }

function unpack(
  bytes: Uint8Array,
  view: DataView,
  { offset, packed, size, method, name }: Entry,
): Uint8Array {
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50)
    throw new FormatError('broken-file', name)
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  const data = bytes.subarray(start, start + packed)
  if (data.length < packed || (method !== 0 && method !== 8)) throw new FormatError('broken-file', name)
  if (method === 0) return data
  // one more than it says: what does not fit is told
  const out = new Uint8Array(size + 1)
  try {
    const got = inflateSync(data, { out })
    if (got.length !== size) throw new FormatError('broken-file', name)
    return got
  } catch (error) {
    if (error instanceof FormatError) throw error
    throw new FormatError('broken-file', name)
  }
}

/** Names without the mark for UTF-8 come from Chinese Windows more often than not. */
function nameOf(bytes: Uint8Array, isUtf8: boolean): string {
  if (isUtf8) return new TextDecoder().decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
