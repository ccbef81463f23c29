import type { Editor } from '../editor.ts'

/** Why a command is not open now; the sentence is chosen by the reader's language. */
export type Hindrance = 'noNeighbour' | 'notEmpty' | 'isRoot' | 'sameParent' | 'isLeaf' | 'outer'

/** A command on one grid: whether it is open, and what it does. */
export interface GridCommand<Input> {
  /** Null: open. */
  hindrance(editor: Editor, code: string): Hindrance | null
  run(editor: Editor, code: string, input: Input): boolean
}
