import { parentPort, workerData } from 'node:worker_threads'
import { brotliDecompressSync, gzipSync } from 'node:zlib'
import { FormatError, type Layer } from '@jingwei/geodata/formats/layer.ts'
import { readFile } from '@jingwei/geodata/formats/read-file.ts'
import { GeometryError } from '@jingwei/geodata/geometry/geometry-error.ts'
import { type Choices, isChosen } from '@jingwei/geodata/geometry/importing/fault.ts'
import { decodeTopology, type GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import { type CheckStep, checkImport, type ImportCheck } from '@jingwei/geodata/importing/check-import.ts'
import { guessMapping, isComplete, type LevelName } from '@jingwei/geodata/importing/mapping.ts'
import type { ImportLayer, ImportMapping, ImportReport } from './contract.ts'
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
/** Faults beyond these are counted, not listed: a person cannot look at more. */
const mostFaults = 2000

try {
  work(workerData as ImportTask)
} catch (error) {
  const known = error instanceof FormatError || error instanceof GeometryError ? error : null
  if (known === null && !(error instanceof RangeError)) throw error
  say({ kind: 'failed', code: known?.code ?? 'too-large', detail: (known?.detail ?? '').slice(0, 300) })
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
    reference: reference?.name ?? null,
    fields: [...fields],
    examples: rows
      .slice(0, examples)
      .map(({ values }) => values.map(value => (typeof value === 'string' ? value.slice(0, 80) : value))),
  }
}

function reportOf(
  { faults, stuck, counts, notes }: ImportCheck,
  choices: Choices,
  usual: ReadonlySet<string>,
): ImportReport {
  const faultCounts: Record<string, number> = {}
  for (const { code } of faults) faultCounts[code] = (faultCounts[code] ?? 0) + 1
  const told = faults.map(fault => {
    const [first] = fault.repairs
    const chosen = isChosen(fault, choices)
      ? (choices.get(fault.id) ?? null)
      : usual.has(fault.code)
        ? (first ?? null)
        : null
    return { ...fault, chosen }
  })
  return {
    faults: told.slice(0, mostFaults) as unknown as ImportReport['faults'],
    faultCounts,
    open: told.filter(({ repairs, chosen }) => repairs.length > 0 && chosen === null).length,
    stuck,
    grids: counts.grids,
    faces: counts.faces,
    vertices: counts.vertices,
    notes,
  }
}

function say(message: ImportMessage): void {
  parentPort?.postMessage(message)
}
