import { AskedThread } from '../asked-thread.ts'
import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import { highestZoom, lowestZoom } from './contract.ts'
import type { AskedTile, ToldVersion } from './tile-thread.ts'

/** Bytes of made tiles that are kept, gzipped. */
const keptBytes = 64 * 1024 * 1024

/** The tiles of a process: made once, by a thread of their own, and kept. A version never changes, so neither does a tile. */
export class Tiles {
  readonly #thread = new AskedThread<ToldVersion, AskedTile, Uint8Array>(
    new URL('tile-thread.ts', import.meta.url),
    'tiles',
  )
  #told: number[] = []
  readonly #kept = new Map<string, Uint8Array>()
  readonly #making = new Map<string, Promise<Uint8Array>>()
  #bytes = 0

  /** The gzipped bytes of a tile that was made, by its address. */
  kept(address: string): Uint8Array | undefined {
    return this.#kept.get(address)
  }

  /** The gzipped bytes of a tile, none where nothing is. Throws `not-found` for a version, a zoom or a place that there is not. */
  async tile(ctx: Ctx, address: string, asked: AskedTile): Promise<Uint8Array> {
    const { z, x, y } = asked
    if (z < lowestZoom || z > highestZoom || x >= 2 ** z || y >= 2 ** z) throw new Problem('not-found')
    const found = this.#kept.get(address) ?? this.#making.get(address)
    if (found !== undefined) return found
    const making = this.#make(ctx, asked).finally(() => this.#making.delete(address))
    this.#making.set(address, making)
    const bytes = await making
    if (!this.#kept.has(address)) this.#keep(address, bytes)
    return bytes
  }

  close(): Promise<void> {
    return this.#thread.close()
  }

  async #make(ctx: Ctx, asked: AskedTile): Promise<Uint8Array> {
    if (!this.#told.includes(asked.version)) await this.#tell(ctx, asked.version)
    return this.#thread.ask(asked)
  }

  async #tell(ctx: Ctx, version: number): Promise<void> {
    const atlas = await ctx.atlases.of(ctx, version)
    if (atlas === undefined) throw new Problem('not-found', { field: 'version' })
    if (this.#told.includes(version)) return
    const grids = atlas.grids.map(({ id, code, level, parent, name, labelPoint }) => ({
      id,
      code,
      level,
      parent,
      name,
      labelPoint,
    }))
    this.#thread.tell({ version, source: { partition: atlas.partition, grids } })
    // as many as the thread keeps
    this.#told = [...this.#told, version].slice(-2)
    this.#thread.forget(told => !this.#told.includes(told.version))
  }

  #keep(key: string, bytes: Uint8Array): void {
    this.#kept.set(key, bytes)
    this.#bytes += bytes.length + key.length
    for (const [oldest, { length }] of this.#kept) {
      if (this.#bytes <= keptBytes) break
      this.#kept.delete(oldest)
      this.#bytes -= length + oldest.length
    }
  }
}
