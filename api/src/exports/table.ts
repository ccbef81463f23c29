/** What a cell of an exported table holds; null is an empty one. */
export type Cell = string | number | null

export interface Table {
  readonly name: string
  readonly columns: readonly { readonly header: string /** In characters. */; readonly width: number }[]
  /** As many rows at a time as are read at once. */
  readonly rows: AsyncIterable<readonly (readonly Cell[])[]>
}
