import { type BorderRun, borderRun } from '@jingwei/geodata/geometry/editing/border-run.ts'
import { Boundaries } from '@jingwei/geodata/geometry/editing/boundaries.ts'
import { NearBorders } from '@jingwei/geodata/geometry/editing/near-borders.ts'
import { type Operation, operationsOf, type Together } from '@jingwei/geodata/geometry/editing/operation.ts'
import type { Patch, Place } from '@jingwei/geodata/geometry/editing/patch.ts'
import type { Refusal } from '@jingwei/geodata/geometry/editing/refusal.ts'
import { chainOf } from '@jingwei/geodata/geometry/editing/tree-of.ts'
import type { Face } from '@jingwei/geodata/geometry/face.ts'
import type { TopologyGrid } from '@jingwei/geodata/geometry/topology.ts'
import { type Ghost, ghostOf } from './ghost.ts'
import type { Snapped } from './snapping.ts'
import { type Entry, type Step, Steps } from './steps.ts'
import { adjustTool } from './tools/adjust.ts'
import { reshapeTool, splitTool } from './tools/draw-line.ts'
import type { Tool, ToolName } from './tools/tool.ts'

/** One border, or one grid. `vertex` is the place in the border's run that the keyboard is at. */
export type Selection =
  | { readonly kind: 'border'; readonly u: number; readonly v: number; readonly vertex: number | null }
  | { readonly kind: 'grid'; readonly code: string }

/** Something that happened and is told once: spoken, and shown beside the tools. */
export type News =
  | { readonly kind: 'drawn' | 'undone' | 'redone'; readonly step: Step }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** A line that is being drawn. */
export interface DrawnLine {
  readonly points: readonly Snapped[]
  /** Its whole course, with the borders that it follows between its points. */
  readonly course: readonly Place[]
}

const tools: { readonly [Name in ToolName]: (editor: Editor) => Tool } = {
  adjust: adjustTool,
  reshape: reshapeTool,
  split: splitTool,
}

/** A draft being drawn, without a map and without a server: what is true, what is selected, and the tool in hand. */
export class Editor {
  readonly steps: Steps
  readonly near: NearBorders
  selection: Selection | null = null
  tool: Tool
  /** Rank of the level that a tap into a grid selects, 0 the largest. */
  rank: number
  /** Looked at only: it is somebody else's draft, or one that was handed in. */
  isFrozen = false
  isSnapping = true
  isTracing = true
  ghost: Ghost | null = null
  snapped: Snapped | null = null
  line: DrawnLine | null = null
  news: News | null = null
  /** Told of each entry that the draft's log gets; whoever saves listens. */
  written: (entry: Entry) => void = () => {}
  /** Told of every patch, undone ones too. */
  applied: (patches: readonly Patch[]) => void = () => {}
  /** Rises with everything but the frames of a drag. */
  revision = 0
  readonly #listeners = new Set<() => void>()
  readonly #frames = new Set<() => void>()

  constructor(faces: readonly Face[], grids: readonly TopologyGrid[], levels: readonly string[]) {
    const boundaries = new Boundaries(faces, grids, levels)
    this.near = new NearBorders(boundaries)
    this.steps = new Steps(boundaries, patches => {
      for (const patch of patches) this.near.note(patch)
      this.applied(patches)
    })
    this.rank = levels.length - 1
    this.tool = adjustTool(this)
  }

  get boundaries(): Boundaries {
    return this.steps.boundaries
  }

  /** The selected border as it runs now. */
  get run(): BorderRun | undefined {
    const { selection } = this
    return selection?.kind === 'border' ? borderRun(this.boundaries, selection.u, selection.v) : undefined
  }

  listen = (changed: () => void): (() => void) => {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  /** To be told of every frame of a drag as well. */
  onFrame(drawn: () => void): () => void {
    this.#frames.add(drawn)
    return () => this.#frames.delete(drawn)
  }

  changed(): void {
    this.revision++
    for (const listener of this.#listeners) listener()
    this.frame()
  }

  frame(): void {
    for (const draw of this.#frames) draw()
  }

  take(name: ToolName): void {
    if (this.isFrozen && name !== 'adjust') return
    this.tool.cancel()
    this.tool = tools[name](this)
    this.changed()
  }

  select(selection: Selection | null): void {
    this.selection = selection
    this.changed()
  }

  /** Shows what an operation would do. */
  foresee(operation: Operation, snapped: Snapped): Ghost {
    this.ghost = ghostOf(this.boundaries, operation)
    this.snapped = snapped
    return this.ghost
  }

  /** Nothing is foreseen any more. */
  forget(): void {
    this.ghost = null
    this.snapped = null
    this.line = null
  }

  /** Does a step, or says why not. */
  draw(step: Operation | Together): boolean {
    if (this.isFrozen || operationsOf(step).length === 0) return false
    const refusal = this.steps.write(step)
    if (refusal !== null) {
      this.refuse(refusal)
      return false
    }
    this.news = { kind: 'drawn', step: this.steps.done.at(-1) as Step }
    this.written(step)
    this.#settle()
    return true
  }

  refuse(refusal: Refusal): void {
    this.news = { kind: 'refused', refusal }
    this.changed()
  }

  undo(): void {
    this.#turn('undo')
  }

  redo(): void {
    this.#turn('redo')
  }

  /** The leaf grid's chain at a place, largest first. */
  chainOfFace(number: number | undefined): TopologyGrid[] {
    const face = number === undefined ? undefined : this.boundaries.face(number)
    return face === undefined ? [] : chainOf(this.boundaries, face.grid)
  }

  #turn(kind: 'undo' | 'redo'): void {
    const step = (kind === 'undo' ? this.steps.done : this.steps.undone).at(-1)
    if (this.isFrozen || step === undefined) return
    this.tool.cancel()
    this.steps.write({ kind })
    this.news = { kind: kind === 'undo' ? 'undone' : 'redone', step }
    this.written({ kind })
    this.#settle()
  }

  /** What was selected may be gone. */
  #settle(): void {
    const { selection } = this
    if (selection?.kind === 'grid' && this.boundaries.grid(selection.code) === undefined)
      this.selection = null
    if (selection?.kind === 'border' && this.run === undefined) this.selection = null
    this.changed()
  }
}
