import { brotliDecompressSync } from 'node:zlib'
import { buildPartition, type Partition } from '@jingwei/geodata/geometry/partition.ts'
import { buildRaster, type Raster } from '@jingwei/geodata/geometry/raster.ts'
import { decodeTopology, type GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import { answerQuestions } from '../answer-questions.ts'

/** The parts of a kernel as they travel from the thread that makes them. */
export interface KernelParts {
  readonly partition: Partition
  readonly raster: Raster
}

answerQuestions<never, Uint8Array, KernelParts>(
  () => {},
  stored => {
    const topology: GridTopology = JSON.parse(brotliDecompressSync(stored).toString('utf8'))
    const partition = buildPartition(decodeTopology(topology))
    return { partition, raster: buildRaster(partition) }
  },
  ({ raster }) => [raster.cells.buffer as ArrayBuffer, raster.edges.buffer as ArrayBuffer],
)
