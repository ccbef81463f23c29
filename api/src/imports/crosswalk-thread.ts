import { brotliDecompressSync } from 'node:zlib'
import { FormatError } from '@jingwei/geodata/formats/layer.ts'
import { readFile } from '@jingwei/geodata/formats/read-file.ts'
import { GeometryError } from '@jingwei/geodata/geometry/geometry-error.ts'
import type { SourceShape } from '@jingwei/geodata/geometry/importing/round-shapes.ts'
import { decodeTopology, type GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import { growTree } from '@jingwei/geodata/geometry/tree.ts'
import { type CrosswalkRow, crosswalk } from '@jingwei/geodata/importing/crosswalk.ts'
import { readAreas } from '@jingwei/geodata/importing/read-areas.ts'
import { answerQuestions } from '../answer-questions.ts'
import type { ImportMapping } from './contract.ts'

export interface AskedCrosswalk {
  readonly path: string
  readonly file: string
  readonly layer: string
  readonly code: string
  readonly name: string | null
  readonly mapping: ImportMapping
  /** The topology document of the city, brotli. */
  readonly city: Uint8Array
  readonly level: string
  readonly places: Float64Array
}

/** Where the areas are, in degrees. */
export type AskedAreas = Pick<AskedCrosswalk, 'path' | 'file' | 'layer' | 'code' | 'name' | 'mapping'>

export interface FoundAreas {
  readonly areas: readonly SourceShape[]
  readonly names: ReadonlyMap<string, string>
}

export type FoundCrosswalk =
  | {
      readonly rows: readonly CrosswalkRow[]
      readonly names: ReadonlyMap<string, string>
      readonly leftOut: number
    }
  | { readonly failure: { readonly code: string; readonly detail: string } }

answerQuestions<never, AskedCrosswalk | AskedAreas, FoundCrosswalk | FoundAreas>(
  () => {},
  asked => {
    try {
      return 'city' in asked ? found(asked) : readAreas(readFile(asked.path, asked.file).layers, asked)
    } catch (error) {
      if (!(error instanceof FormatError || error instanceof GeometryError)) throw error
      return { failure: { code: error.code, detail: String(error.detail ?? '').slice(0, 300) } }
    }
  },
  () => [],
)

function found({ path, file, city, level, places, ...source }: AskedCrosswalk): FoundCrosswalk {
  const { areas, names, leftOut } = readAreas(readFile(path, file).layers, source)
  const topology: GridTopology = JSON.parse(brotliDecompressSync(city).toString('utf8'))
  const tree = growTree(topology.grids)
  const gridOf = (leaf: string) => tree.chain(leaf).find(grid => grid.level === level)?.code ?? leaf
  return { rows: crosswalk(areas, decodeTopology(topology), gridOf, places), names, leftOut }
}
