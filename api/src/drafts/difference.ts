import type { Face } from '@jingwei/geodata/geometry/face.ts'
import { canonicalFace } from '@jingwei/geodata/geometry/face.ts'
import { gridOutlines } from '@jingwei/geodata/geometry/grid-outlines.ts'
import type { Outline } from '@jingwei/geodata/geometry/outline.ts'
import { faceOf, type Partition } from '@jingwei/geodata/geometry/partition.ts'
import type { TopologyGrid } from '@jingwei/geodata/geometry/topology.ts'
import { growTree } from '@jingwei/geodata/geometry/tree.ts'
import type { AtlasGrid } from '../grids/atlas.ts'
import type { Base } from './base.ts'
import type { DraftOperation } from './contract.ts'
import type { Drawn } from './outcome.ts'

/** Boundaries to compare with. */
type State = Pick<Drawn, 'grids' | 'partition'>

/** A grid before and after; one of them may not be. */
export interface GridDifference {
  readonly before: AtlasGrid | null
  readonly after: TopologyGrid | null
  /** Code, name or parent are others; a parent that is only called otherwise is the same. */
  readonly isRecordChanged: boolean
  /** Its faces are others, or one of them is redrawn; only leaf grids have any. */
  readonly facesAfter: readonly Face[] | null
  /** What it is compared with; null where there was none. */
  readonly outlineBefore: Outline | null
  /** Null: as it was. */
  readonly outlineAfter: Outline | null
}

/** Every grid that is not exactly what it was. */
export function differenceOf(before: Base, after: State, done: readonly DraftOperation[]): GridDifference[] {
  const origin = originsOf(done)
  const kept = new Set<number>()
  const pairs = after.grids.map(grid => {
    const code = origin.has(grid.code) ? origin.get(grid.code) : grid.code
    const old = code == null ? null : (before.tree.get(code) ?? null)
    if (old !== null) kept.add(old.id)
    return { before: old, after: grid }
  })
  const baseCode = (code: string | null) =>
    code === null ? null : origin.has(code) ? origin.get(code) : code
  const facesBefore = facesByGrid(before.partition)
  const facesAfter = facesByGrid(after.partition)
  const outlines = changedOutlines(before, after, pairs)
  const differences = pairs.map(({ before: old, after: grid }) => {
    const faces = facesAfter.get(grid.code) ?? []
    const isRedrawn = spelled(faces) !== spelled(facesBefore.get(old?.code ?? '') ?? [])
    return {
      before: old,
      after: grid,
      isRecordChanged: old === null || !isSameRecord(old, grid) || old.parent !== baseCode(grid.parent),
      facesAfter: isRedrawn ? faces : null,
      outlineBefore: old === null ? null : (outlines.before.get(old.code) ?? null),
      outlineAfter: outlines.changed.get(grid.code) ?? null,
    }
  })
  const retired = before.grids.filter(({ id }) => !kept.has(id))
  return [
    ...differences.filter(
      each => each.facesAfter !== null || each.outlineAfter !== null || each.isRecordChanged,
    ),
    ...retired.map(grid => ({
      before: grid,
      after: null,
      isRecordChanged: true,
      facesAfter: null,
      outlineBefore: outlines.before.get(grid.code) ?? null,
      outlineAfter: null,
    })),
  ]
}

type Rename = Extract<DraftOperation, { kind: 'rename' }>

/** A grid with another code is the same grid: told as an officer would have done it. */
export function renames(before: Pick<Base, 'byId'>, after: Pick<Base, 'grids'>): Rename[] {
  return after.grids.flatMap(({ id, code, name }) => {
    const old = before.byId.get(id)
    return old === undefined || old.id !== id || old.code === code
      ? []
      : [{ kind: 'rename' as const, grid: old.code, code, name }]
  })
}

function isSameRecord(before: AtlasGrid, after: TopologyGrid): boolean {
  return before.code === after.code && before.name.zh === after.name.zh && before.name.en === after.name.en
}

/** Base codes of grids that a draft named anew; null for those that it made. */
function originsOf(done: readonly DraftOperation[]): Map<string, string | null> {
  const origin = new Map<string, string | null>()
  for (const operation of done.flatMap(step => (step.kind === 'together' ? step.operations : [step]))) {
    if (operation.kind === 'create') origin.set(operation.grid.code, null)
    if (operation.kind !== 'rename' || operation.code === operation.grid) continue
    const was = origin.get(operation.grid)
    origin.set(operation.code, was === undefined ? operation.grid : was)
    origin.delete(operation.grid)
  }
  return origin
}

type Pair = { readonly before: AtlasGrid | null; readonly after: TopologyGrid }

/** Outlines before, and those after of grids that have another one, by code. */
function changedOutlines(
  before: Base,
  after: State,
  pairs: readonly Pair[],
): { before: Map<string, Outline>; changed: Map<string, Outline> } {
  const old = gridOutlines(before.partition, before.tree)
  const now = gridOutlines(after.partition, growTree(after.grids))
  const changed = new Map<string, Outline>()
  for (const { before: grid, after: next } of pairs) {
    const outline = now.get(next.code) ?? []
    if (grid === null || rings(outline) !== rings(old.get(grid.code) ?? [])) changed.set(next.code, outline)
  }
  return { before: old, changed }
}

function facesByGrid(partition: Partition): Map<string, Face[]> {
  const out = new Map<string, Face[]>()
  for (const face of partition.faces) {
    const whole = canonicalFace(faceOf(partition, face))
    out.set(face.grid, [...(out.get(face.grid) ?? []), whole])
  }
  return out
}

function spelled(faces: readonly Face[]): string {
  return faces
    .map(face => rings([face.rings]))
    .sort()
    .join(' ')
}

function rings(outline: Outline): string {
  return JSON.stringify(outline.map(polygon => polygon.map(ring => [...ring])))
}
