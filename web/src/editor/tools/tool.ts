import type { Reach } from '@jingwei/geodata/geometry/editing/near-borders.ts'
import type { Place } from '@jingwei/geodata/geometry/editing/patch.ts'

/** What a tool is told of the pointer: mouse, pen or finger. */
export interface EditPointer {
  /** In units. */
  readonly at: Place
  /** How far around it still counts as hit: larger for a finger. */
  readonly reach: Reach
  /** The key that turns snapping off is held down. */
  readonly isFree: boolean
  /** Shift: follow borders, or add to what is selected. */
  readonly isMore: boolean
}

export type ToolName = 'adjust' | 'reshape' | 'split'

/** One way of working with the map. Every tool is one file; only one is in hand. */
export interface Tool {
  readonly name: ToolName
  hover(pointer: EditPointer): void
  /** @returns true when a drag begins that is this tool's; false: the map may be moved */
  press(pointer: EditPointer): boolean
  drag(pointer: EditPointer): void
  release(): void
  /** Pressed and released without a drag. */
  tap(pointer: EditPointer): void
  /** Back to how it began: Esc, or the pointer was taken away. @returns false when there was nothing to give up */
  cancel(): boolean
  /** Enter, a double click, or a button: what was drawn is meant. */
  finish(): void
}
