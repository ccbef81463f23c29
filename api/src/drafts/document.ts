import { createHash } from 'node:crypto'
import { brotliCompressSync, constants } from 'node:zlib'
import { encodeTopology } from '@jingwei/geodata/geometry/topology.ts'
import type { Base } from './base.ts'
import type { Rebased } from './rebase.ts'

/** What a version is kept as. */
export interface VersionDocument {
  readonly contentHash: string
  /** Brotli. */
  readonly topology: Uint8Array<ArrayBuffer>
}

/** The best takes seconds for a large city, and a version is read right after it is published. */
const quality = 9

/** The topology document, with what the page reads of each grid. */
export function documentOf({ drawn, differences }: Rebased, newest: Base): VersionDocument {
  // a grid with a new code is still itself
  const before = new Map(differences.map(each => [each.after?.code, each.before]))
  const grids = drawn.grids.map(grid => {
    const known = before.has(grid.code) ? before.get(grid.code) : newest.tree.get(grid.code)
    const { kind = null, households = null, synthetic = false } = known ?? {}
    return {
      ...grid,
      ...(kind === null ? {} : { kind }),
      ...(households === null ? {} : { households }),
      synthetic,
    }
  })
  const text = Buffer.from(JSON.stringify(encodeTopology(drawn.faces, grids)))
  const params = {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  }
  return {
    contentHash: createHash('sha256').update(text).digest('hex'),
    topology: Uint8Array.from(brotliCompressSync(text, { params })),
  }
}
