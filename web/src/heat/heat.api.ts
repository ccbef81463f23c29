import { queryOptions } from '@tanstack/react-query'
import { Failure, getBinary } from '../api.ts'
import type { IncidentFilter } from '../incidents/incidents.api.ts'

/** Cells of the Web-Mercator tile pyramid at `cellZoom`, as columns. */
export interface HeatCells {
  readonly cellZoom: number
  readonly total: number
  readonly x: Uint32Array
  readonly y: Uint32Array
  readonly count: Uint32Array
}

export const heatKey = ['heat'] as const

/** `zoom` should be a whole number: each one is an answer of its own. */
export const heatQuery = (filter: IncidentFilter, zoom: number) =>
  queryOptions({
    queryKey: ['heat', filter, zoom],
    queryFn: async ({ signal }) =>
      decodeHeat(await getBinary('/api/heat', { ...filter, zoom, format: 'binary' }, signal)),
    staleTime: 15_000,
  })

const magic = 0x4a574854
const headerBytes = 16

/** Reads the binary form that `api/src/heat/contract.ts` describes. */
export function decodeHeat(buffer: ArrayBuffer): HeatCells {
  if (buffer.byteLength < headerBytes) throw new Failure('unreadable-answer')
  const header = new DataView(buffer)
  const n = header.getUint32(8, true)
  if (header.getUint32(0, true) !== magic || buffer.byteLength !== headerBytes + 12 * n)
    throw new Failure('unreadable-answer')
  return {
    cellZoom: header.getUint32(4, true),
    total: header.getUint32(12, true),
    x: new Uint32Array(buffer, headerBytes, n),
    y: new Uint32Array(buffer, headerBytes + 4 * n, n),
    count: new Uint32Array(buffer, headerBytes + 8 * n, n),
  }
}
