import { checkCoverage } from '@jingwei/geodata/geometry/coverage.ts'
import { contentHash } from '@jingwei/geodata/geometry/editing/content-hash.ts'
import type { Place } from '@jingwei/geodata/geometry/editing/patch.ts'
import { written } from '@jingwei/geodata/geometry/editing/written.ts'
import { canonicalFace } from '@jingwei/geodata/geometry/face.ts'
import { Editor } from './editor.ts'
import type { Entry } from './steps.ts'
import type { EditPointer } from './tools/tool.ts'

const [west, south, side] = [1_170_000_000, 320_000_000, 10_000]
type Spot = readonly [number, number]

/**
 * An editor without a map, driven by hand: four by four blocks of 1 × 1, in four communities of two by two, in two streets. Spots are
 * in blocks from the south-western corner: the block in column 2 of row 1 has the code `b21`, its corner is [2, 1].
 */
export class TestEditor {
  readonly editor: Editor
  readonly log: Entry[] = []

  constructor() {
    const faces = cells.map(([x, y]) =>
      canonicalFace({
        grid: `b${x}${y}`,
        rings: [
          Int32Array.from(
            [
              [x, y],
              [x + 1, y],
              [x + 1, y + 1],
              [x, y + 1],
            ].flatMap(spot => placeOf(spot as never)),
          ),
        ],
      }),
    )
    const grid = (code: string, level: string, parent: string | null) => ({
      code,
      level,
      parent,
      name: { zh: code },
    })
    const grids = [
      ...['s0', 's1'].map(code => grid(code, 'street', null)),
      ...['c00', 'c01', 'c10', 'c11'].map(code => grid(code, 'community', `s${code[1]}`)),
      ...cells.map(([x, y]) => grid(`b${x}${y}`, 'block', `c${x >> 1}${y >> 1}`)),
    ]
    this.editor = new Editor(faces, grids, ['street', 'community', 'block'])
    this.editor.written = entry => this.log.push(entry)
  }

  tap(spot: Spot, keys: Partial<EditPointer> = {}): this {
    this.editor.tool.tap(pointer(spot, keys))
    return this
  }

  hover(spot: Spot): this {
    this.editor.tool.hover(pointer(spot))
    return this
  }

  /** Holds at the first spot, moves over the others; not released. @returns whether something was held */
  hold(from: Spot, ...way: readonly Spot[]): boolean {
    const isHeld = this.editor.tool.press(pointer(from))
    for (const spot of way) this.editor.tool.drag(pointer(spot))
    return isHeld
  }

  drag(from: Spot, ...way: readonly Spot[]): this {
    this.hold(from, ...way)
    this.editor.tool.release()
    return this
  }

  /** Taps each spot and means the line. */
  line(...spots: readonly Spot[]): this {
    for (const spot of spots) this.tap(spot)
    this.editor.tool.finish()
    return this
  }

  vertexAt(spot: Spot): number | undefined {
    return this.editor.boundaries.vertexAt(placeOf(spot))
  }

  /** What it amounts to; equal states have equal words. */
  get state(): string {
    return contentHash(written(this.editor.boundaries))
  }

  /** What an independent judge finds wrong with the tiling. */
  get faults(): string[] {
    const { faults, gaps } = checkCoverage(written(this.editor.boundaries).faces)
    return [...faults.map(({ code }) => code as string), ...gaps.map(() => 'gap')]
  }

  /** Why the last thing was refused. */
  get refusal(): string | null {
    const { news } = this.editor
    return news?.kind === 'refused' ? news.refusal.code : null
  }
}

const cells = Array.from({ length: 16 }, (_, i) => [i % 4, i >> 2] as const)

export function placeOf([x, y]: Spot): Place {
  return [west + Math.round(x * side), south + Math.round(y * side)]
}

/** A tenth of a block is near. */
function pointer(spot: Spot, keys: Partial<EditPointer> = {}): EditPointer {
  return { at: placeOf(spot), reach: [side / 10, side / 10], isFree: false, isMore: false, ...keys }
}
