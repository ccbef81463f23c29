import { gzipSync } from 'node:zlib'
import { answerQuestions } from '../answer-questions.ts'
import { TileSet, type TileSource } from './tile-set.ts'

/** The thread that makes tiles, so that the program goes on answering. */
const sets = new Map<number, TileSet>()
const sources = new Map<number, TileSource>()
/** Versions whose tiles can be made at once: the one in force and somebody's look back. */
const keptSets = 2

export interface ToldVersion {
  readonly version: number
  readonly source: TileSource
}

export interface AskedTile {
  readonly version: number
  readonly z: number
  readonly x: number
  readonly y: number
}

answerQuestions<ToldVersion, AskedTile, Uint8Array>(
  ({ version, source }) => {
    sources.set(version, source)
    for (const oldest of sources.keys()) {
      if (sources.size <= keptSets) break
      sources.delete(oldest)
      sets.delete(oldest)
    }
  },
  ({ version, z, x, y }) => {
    const source = sources.get(version)
    if (source === undefined) throw new Error(`version ${version} was not told`)
    const set = sets.get(version) ?? new TileSet(source)
    sets.set(version, set)
    const bytes = set.tile(z, x, y)
    return bytes.length === 0 ? new Uint8Array() : Uint8Array.from(gzipSync(bytes, { level: 6 }))
  },
  bytes => [bytes.buffer as ArrayBuffer],
)
