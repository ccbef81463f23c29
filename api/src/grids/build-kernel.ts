import { setImmediate as nextTurn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { buildPartition } from '@jingwei/geodata/geometry/partition.ts'
import { decodeTopology, type GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import { AskedThread } from '../asked-thread.ts'
import { createKernel, type Kernel } from './atlas.ts'
import type { KernelParts } from './kernel-thread.ts'

/** Stored bytes, some 10,000 faces, from which a kernel is made by a thread of its own: below it starting one costs more than it spares. */
const threadFromBytes = 1_000_000

/** The routing kernel of a stored (brotli) topology document. Nobody's request waits for it long: it happens once a version. */
export function buildKernel(
  stored: Uint8Array,
  nearMeters: number,
  fromBytes = threadFromBytes,
): Promise<Kernel> {
  return stored.length < fromBytes ? buildHere(stored, nearMeters) : buildInThread(stored, nearMeters)
}

/** Steps of some 40 ms for 1,500 faces, with a turn for other requests between them. */
async function buildHere(stored: Uint8Array, nearMeters: number): Promise<Kernel> {
  const text = await decompress(stored)
  const topology: GridTopology = JSON.parse(text.toString('utf8'))
  await nextTurn()
  const faces = decodeTopology(topology)
  await nextTurn()
  const partition = buildPartition(faces)
  await nextTurn()
  return createKernel(partition, nearMeters)
}

async function buildInThread(stored: Uint8Array, nearMeters: number): Promise<Kernel> {
  const thread = new AskedThread<never, Uint8Array, KernelParts>(
    new URL('kernel-thread.ts', import.meta.url),
    'kernel',
  )
  try {
    const { partition, raster } = await thread.ask(stored)
    return createKernel(partition, nearMeters, raster)
  } finally {
    await thread.close()
  }
}

const decompress = promisify(brotliDecompress)
