import { setImmediate as nextTurn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { buildPartition } from '@jingwei/geodata/geometry/partition.ts'
import { decodeTopology, type GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import { createKernel, type Kernel } from './atlas.ts'

/**
 * The routing kernel of a stored (brotli) topology document. Steps of some 40 ms for 1,500 faces, with a turn for other
 * requests between them: it happens once a version, so a thread of its own would cost more than it spares.
 */
export async function buildKernel(stored: Uint8Array, nearMeters: number): Promise<Kernel> {
  const text = await decompress(stored)
  const topology: GridTopology = JSON.parse(text.toString('utf8'))
  await nextTurn()
  const faces = decodeTopology(topology)
  await nextTurn()
  const partition = buildPartition(faces)
  await nextTurn()
  return createKernel(partition, nearMeters)
}

const decompress = promisify(brotliDecompress)
