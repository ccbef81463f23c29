import { parentPort, workerData } from 'node:worker_threads'
import { brotliDecompressSync, gzipSync } from 'node:zlib'
import { FormatError, type Layer } from '@jingwei/geodata/formats/layer.ts'
import { readFile } from '@jingwei/geodata/formats/read-file.ts'
import { tidyText } from '@jingwei/geodata/formats/tidy-text.ts'
import { GeometryError } from '@jingwei/geodata/geometry/geometry-error.ts'
import type { Choices } from '@jingwei/geodata/geometry/importing/fault.ts'
import { decodeTopology, type GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import { type CheckStep, checkImport } from '@jingwei/geodata/importing/check-import.ts'
import { guessMapping, isComplete, type LevelName } from '@jingwei/geodata/importing/mapping.ts'
import type { ImportLayer, ImportMapping } from './contract.ts'
import { reportOf } from './import-report.ts'
import { inPieces } from './pieces.ts'

/** A thread of its own: reading a large file and cutting its borders takes seconds, in which the server answers others. */
export interface ImportTask {
  readonly path: string
  readonly file: string
  /** Null: to be guessed. */
  readonly mapping: ImportMapping | null
  readonly choices: Choices
  readonly usual: readonly string[]
  readonly levels: readonly LevelName[]
  /** The topology document of the city, brotli. */
  readonly city: Uint8Array
}

export type ImportMessage =
  | { readonly kind: 'step'; readonly step: CheckStep; readonly progress: number }
  | {
      readonly kind: 'layers'
      readonly layers: ImportLayer[]
      readonly mapping: ImportMapping
      readonly isComplete: boolean
    }
  /** A part of what it becomes, the topology document in gzip. All of them come before `checked`. */
  | { readonly kind: 'piece'; readonly position: number; readonly bytes: Uint8Array }
  /** The report as text: some megabytes that the server's own thread only hands on. */
  | { readonly kind: 'checked'; readonly report: string }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string }

const examples = 5
/** What reading the file is of the whole work. */
const read = 0.1

try {
  work(workerData as ImportTask)
} catch (error) {
  const known = error instanceof FormatError || error instanceof GeometryError ? error : null
  if (known === null && !(error instanceof RangeError)) throw error
  say({ kind: 'failed', code: known?.code ?? 'too-large', detail: tidyText(known?.detail ?? '', 300) })
}

function work({ path, file, mapping: given, choices, usual, levels, city }: ImportTask): void {
  say({ kind: 'step', step: 'reading', progress: 0 })
  const { layers } = readFile(path, file)
  say({ kind: 'step', step: 'rows', progress: read })
  const mapping = (given ?? guessMapping(layers, levels)) as ImportMapping
  const complete = isComplete(mapping, true) && fits(mapping, layers)
  say({ kind: 'layers', layers: layers.map(shown), mapping, isComplete: complete })
  if (!complete) return
  const topology: GridTopology = JSON.parse(brotliDecompressSync(city).toString('utf8'))
  const there = {
    faces: decodeTopology(topology),
    grids: topology.grids.map(({ code, level, parent, name }) => ({ code, level, parent, name })),
  }
  const check = checkImport(layers, mapping, there, choices, (step, done) =>
    say({ kind: 'step', step, progress: read + (1 - read) * done }),
  )
  if (check.topology !== null) {
    let position = 0
    for (const bytes of inPieces(gzipSync(JSON.stringify(check.topology))))
      say({ kind: 'piece', position: position++, bytes })
  }
  say({ kind: 'checked', report: JSON.stringify(reportOf(check, choices, new Set(usual))) })
}

/** Whether the layers and fields that are named are there: a person may have mapped another file. */
function fits({ levels }: ImportMapping, layers: readonly Layer[]): boolean {
  return levels.every(({ layer, code }) => {
    const found = layers.find(({ name }) => name === layer)
    return layer === null || (found !== undefined && code !== null && found.fields.includes(code))
  })
}

function shown({ name, fields, rows, reference }: Layer): ImportLayer {
  return {
    name,
    rows: rows.length,
    reference: reference === null ? null : tidyText(reference.name, 80),
    fields: [...fields],
    examples: rows
      .slice(0, examples)
      .map(({ values }) => values.map(value => (typeof value === 'string' ? tidyText(value, 80) : value))),
  }
}

function say(message: ImportMessage): void {
  parentPort?.postMessage(message)
}
