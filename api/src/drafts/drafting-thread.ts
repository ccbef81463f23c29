import { emptyGrids } from '@jingwei/geodata/geometry/editing/completeness.ts'
import { contentHash } from '@jingwei/geodata/geometry/editing/content-hash.ts'
import { written } from '@jingwei/geodata/geometry/editing/written.ts'
import type { Partition } from '@jingwei/geodata/geometry/partition.ts'
import { buildRaster, type Raster } from '@jingwei/geodata/geometry/raster.ts'
import { answerQuestions } from '../answer-questions.ts'
import type { VersionRows } from '../grids/version-rows.ts'
import { type Base, createBase } from './base.ts'
import { contestedOf } from './contested.ts'
import type { DraftOperation } from './contract.ts'
import { differenceOf } from './difference.ts'
import { documentOf } from './document.ts'
import { type Drawn, drawnOn } from './outcome.ts'
import { betweenVersions, type Rebased, rebase } from './rebase.ts'
import { scopeOf } from './scope.ts'
import { draw, openWorkbench, type Workbench } from './workbench.ts'
import { writtenDifference, writtenOutlines } from './written-difference.ts'

/** A draft as drawn up to an entry of its log. */
export interface DraftKey {
  readonly id: number
  readonly rev: number
  readonly base: number
}

type OnNewest = { readonly draft: DraftKey; readonly newest: number }

/** Everything that the thread is asked. Each is answered before the next one is looked at. */
const answers = {
  /** Draws on a draft; what is drawn is kept apart under a name until it is in the log. */
  stroke({ draft, entries, name }: { draft: DraftKey; entries: readonly string[]; name: string }) {
    const base = baseOf(draft.base)
    const bench = benchOf(draft)
    // a stroke that is refused or lost must not be seen by others
    benches.delete(nameOf(draft))
    const touched = draw(bench, entries.map(read))
    keep(benches, name, bench, keptBenches)
    return {
      scope: scopeOf(touched, bench, base),
      hash: contentHash(written(bench.boundaries)),
      undoable: bench.done.length,
      redoable: bench.undone.length,
    }
  },

  /** What became of a stroke: the draft that it is part of now; null: it is not. */
  settled({ name, draft }: { name: string; draft: DraftKey | null }) {
    const bench = benches.get(name)
    benches.delete(name)
    if (bench !== undefined && draft !== null) keep(benches, nameOf(draft), bench, keptBenches)
  },

  /** Whether a draft can be handed in. Strokes that take each other back are no difference. */
  submission({ draft }: { draft: DraftKey }) {
    const base = baseOf(draft.base)
    const { boundaries, done } = benchOf(draft)
    const steps = done.map(({ operation }) => operation)
    const empty = emptyGrids(boundaries)
    const isSame = () => steps.length === 0 || differenceOf(base, drawnOn(boundaries), steps).length === 0
    return { empty, isDifferent: empty.length > 0 || !isSame() }
  },

  outcome({ draft, newest }: OnNewest) {
    return outcomeOf(rebased(draft, newest))
  },

  publication({ draft, newest }: OnNewest) {
    const ready = rebased(draft, newest)
    return { ...outcomeOf(ready), document: documentOf(ready, baseOf(newest)) }
  },

  difference({ draft, newest }: OnNewest) {
    return rebased(draft, newest).differences.map(withOutlines)
  },

  versionDifference({ before, after }: { before: number; after: number }) {
    return betweenVersions(baseOf(before), baseOf(after)).map(withOutlines)
  },

  conflicts({ draft, newest }: OnNewest) {
    const [base, now] = [baseOf(draft.base), baseOf(newest)]
    const bench = benchOf(draft)
    const kinds = bench.done.map(({ operation }) => operation.kind)
    return { kinds, contested: contestedOf(bench, base, now) }
  },

  /** The steps that are not given up, once they are drawn on the newest version. */
  resolution({ draft, newest, given }: OnNewest & { given: readonly number[] }) {
    const base = baseOf(newest)
    const steps = benchOf(draft).done.map(({ operation }) => operation)
    const left = new Set(given)
    const kept = steps.filter((_, number) => !left.has(number))
    draw(openWorkbench(base, base.levels), kept)
    return kept.map(step => JSON.stringify(step))
  },
}

type Answers = typeof answers
export type Kind = keyof Answers
export type Matter<K extends Kind> = Parameters<Answers[K]>[0]
export type Found<K extends Kind> = ReturnType<Answers[K]>

/** What the thread was not given yet, or has let go. */
export type Lack = { readonly base: number } | { readonly log: DraftKey }

export interface Given {
  readonly bases: GivenBase[]
  /** Of the draft that is asked about, each entry as JSON. */
  log: readonly string[] | null
}
interface GivenBase extends VersionRows {
  /** Keys of the levels, largest first. */
  readonly levels: readonly string[]
}

export interface DraftingQuestion {
  readonly database: number
  readonly given: Given
  readonly kind: Kind
  readonly matter: unknown
}
export type DraftingAnswer = { readonly found: unknown } | { readonly lacks: Lack }

const keptBases = 4
const keptBenches = 8
const bases = new Map<number, Base & Pick<GivenBase, 'levels'>>()
const benches = new Map<string, Workbench>()
let database = 0
let log: readonly string[] | null = null

answerQuestions<never, DraftingQuestion, DraftingAnswer>(() => {}, answer, moved)

function answer(question: DraftingQuestion): DraftingAnswer {
  // a program has one database; tests have one after another
  if (question.database !== database) {
    bases.clear()
    benches.clear()
  }
  database = question.database
  for (const { levels, ...rows } of question.given.bases)
    if (!bases.has(rows.version)) keep(bases, rows.version, { ...createBase(rows), levels }, keptBases)
  log = question.given.log
  try {
    return { found: (answers[question.kind] as (matter: unknown) => unknown)(question.matter) }
  } catch (error) {
    if (error instanceof Lacking) return { lacks: error.lack }
    throw error
  }
}

class Lacking extends Error {
  readonly lack: Lack
  constructor(lack: Lack) {
    super('not given')
    this.lack = lack
  }
}

function baseOf(version: number): Base & Pick<GivenBase, 'levels'> {
  const base = bases.get(version)
  if (base === undefined) throw new Lacking({ base: version })
  keep(bases, version, base, keptBases)
  return base
}

/** The draft as drawn so far. */
function benchOf(draft: DraftKey): Workbench {
  const found = benches.get(nameOf(draft))
  const bench = found ?? openBench(draft)
  keep(benches, nameOf(draft), bench, keptBenches)
  return bench
}

function openBench(draft: DraftKey): Workbench {
  const base = baseOf(draft.base)
  if (log === null) throw new Lacking({ log: draft })
  const bench = openWorkbench(base, base.levels)
  draw(bench, log.map(read))
  return bench
}

function nameOf({ id, rev }: DraftKey): string {
  return `${id} ${rev}`
}

function read(entry: string): DraftOperation {
  return JSON.parse(entry)
}

/** As the newest; the oldest are let go. */
function keep<Key, Value>(kept: Map<Key, Value>, key: Key, value: Value, most: number): void {
  kept.delete(key)
  kept.set(key, value)
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break
    kept.delete(oldest)
  }
}

function rebased(draft: DraftKey, newest: number): Rebased {
  const [base, now] = [baseOf(draft.base), baseOf(newest)]
  return rebase(benchOf(draft), base, now)
}

/** With the raster of its faces, so that whoever asked can find places in them. */
interface Outgoing extends Pick<Drawn, 'grids' | 'empty'> {
  readonly partition: Partition
  readonly raster: Raster
}

function outcomeOf({ drawn: { grids, empty, partition }, differences }: Rebased) {
  const outcome: Outgoing = { grids, empty, partition, raster: buildRaster(partition) }
  return { outcome, differences: differences.map(writtenDifference) }
}

function withOutlines(difference: Rebased['differences'][number]) {
  return { ...writtenDifference(difference), outlines: writtenOutlines(difference) }
}

/** Large memory that only the asker needs from now on. */
function moved(answer: DraftingAnswer): ArrayBuffer[] {
  const found = 'found' in answer ? (answer.found as { outcome?: Outgoing } | undefined) : undefined
  const raster = found?.outcome?.raster
  return raster === undefined ? [] : [raster.cells.buffer as ArrayBuffer, raster.edges.buffer as ArrayBuffer]
}
