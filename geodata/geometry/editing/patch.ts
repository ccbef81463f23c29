import type { TopologyGrid } from '../topology.ts'

/** A place in units; how operations name a vertex, so that a log means the same wherever it is replayed. */
export type Place = readonly [x: number, y: number]

/** Rings of vertex numbers, not closed, the face to their left; `rings[0]` is the shell. */
export type EditFace = { readonly grid: string; readonly rings: readonly (readonly number[])[] }

type Change<Key, Value> = { readonly key: Key; readonly before: Value | null; readonly after: Value | null }

/** What an operation does, with what was there before: applied backwards it is the operation's inverse. */
export type Patch = {
  readonly vertices: readonly Change<number, Place>[]
  readonly faces: readonly Change<number, EditFace>[]
  readonly grids: readonly Change<string, TopologyGrid>[]
}

export function inverseOf({ vertices, faces, grids }: Patch): Patch {
  return { vertices: vertices.map(flip), faces: faces.map(flip), grids: grids.map(flip) }
}

/** Codes of the leaf grids whose faces a patch takes, gives or redraws. */
export function gridsOf({ faces, grids }: Patch): string[] {
  const codes = faces.flatMap(({ before, after }) => [before?.grid, after?.grid])
  return [...new Set([...codes, ...grids.map(change => change.key)])]
    .filter(code => code !== undefined)
    .sort()
}

function flip<Key, Value>({ key, before, after }: Change<Key, Value>): Change<Key, Value> {
  return { key, before: after, after: before }
}
