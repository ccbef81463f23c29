import type { Layer } from '../formats/layer.ts'
import { canonicalFace, type Face } from '../geometry/face.ts'
import { cutCells } from '../geometry/importing/cells.ts'
import {
  type Choices,
  chosen,
  faultOf,
  type ImportFault,
  isChosen,
  squareMetersAt,
} from '../geometry/importing/fault.ts'
import { nodeRings } from '../geometry/importing/node-rings.ts'
import { type Part, roundShapes, type SourceShape } from '../geometry/importing/round-shapes.ts'
import { survey } from '../geometry/importing/survey.ts'
import { thinBorders } from '../geometry/importing/thin-borders.ts'
import { type Outline, outlineOf } from '../geometry/outline.ts'
import { buildPartition } from '../geometry/partition.ts'
import { type GridTopology, type TopologyGrid, topologyOf } from '../geometry/topology.ts'
import { growTree } from '../geometry/tree.ts'
import { toDegrees } from '../geometry/units.ts'
import type { Mapping } from './mapping.ts'
import { readGrids } from './read-grids.ts'

/** The city that the grids are for; null: they are a city of their own. */
export type City = { readonly faces: readonly Face[]; readonly grids: readonly TopologyGrid[] } | null

export type ImportCheck = {
  readonly faults: readonly ImportFault[]
  /** How many of them nobody has decided yet. */
  readonly open: number
  /** Of these nothing can be decided: the file has to be mended where it was made. */
  readonly stuck: number
  readonly counts: {
    readonly grids: Readonly<Record<string, number>>
    readonly faces: number
    readonly vertices: number
  }
  readonly notes: {
    readonly moved: number
    readonly farthest: number
    readonly repeated: number
    readonly heights: number
    readonly unnamed: number
    readonly shortened: number
  }
  /** What it becomes with all that is chosen, or first offered; null when nothing is left. */
  readonly topology: GridTopology | null
}

export type CheckStep = 'reading' | 'rows' | 'shapes' | 'outlines' | 'writing'

const defaults = { snapMeters: 0.02, sliverMeters: 0.5 } as const
/** Drawing, foretelling and publishing borders take seconds from here on, of a city that has fewer by now. */
const mostVertices = 250_000

/** Everything that is to be said of a file as it is mapped, and what it becomes. */
export function checkImport(
  layers: readonly Layer[],
  mapping: Mapping,
  city: City,
  choices: Choices,
  /** `done` of the whole check, 0 to 1. */
  onStep: (step: CheckStep, done: number) => void = () => {},
  most = mostVertices,
): ImportCheck {
  onStep('rows', 0)
  const read = readGrids(layers, mapping, city?.grids ?? [], choices)
  onStep('shapes', 0.05)
  const outline = city === null ? null : outlineOfFaces(city.faces)
  const {
    faces: surveyed,
    faults: shapeFaults,
    rounding,
  } = survey(read.shapes, choices, {
    ...defaults,
    outline,
    onProgress: share => onStep('shapes', 0.05 + 0.8 * share),
  })
  onStep('outlines', 0.85)
  const { faces, faults: denseFaults } = thinned(surveyed, city, outline, choices, most)
  const leaves = new Set(faces.map(({ grid }) => grid))
  const grids = withLeaves(read.grids, leaves, mapping.levels.at(-1)?.level ?? '')
  // with the borders as they were surveyed: what thinning leaves out is no difference of the file's
  const differing = [...read.outlines].flatMap(([level, shapes]) =>
    compareOutlines(level, shapes, surveyed, grids, choices),
  )
  onStep('writing', 0.9)
  const faults = [...read.faults, ...denseFaults, ...shapeFaults, ...differing]
  const partition = faces.length === 0 ? null : buildPartition(faces.map(canonicalFace))
  const perLevel: Record<string, number> = {}
  for (const { level } of grids) perLevel[level] = (perLevel[level] ?? 0) + 1
  return {
    faults,
    open: faults.filter(fault => fault.repairs.length > 0 && !isChosen(fault, choices)).length,
    stuck: faults.filter(({ repairs }) => repairs.length === 0).length,
    counts: {
      grids: perLevel,
      faces: faces.length,
      vertices: partition?.xs.length ?? 0,
    },
    notes: { ...rounding, heights: read.heights, unnamed: read.unnamed, shortened: read.shortened },
    topology: partition === null ? null : topologyOf(partition, grids),
  }
}

function outlineOfFaces(faces: readonly Face[]): Outline {
  return outlineOf(buildPartition(faces), faces.keys())
}

/** A draft of many more vertices than the city has cannot be worked with: what a surveyor's file has between two bends is left out, if somebody says so. */
function thinned(
  faces: readonly Face[],
  city: City,
  outline: Outline | null,
  choices: Choices,
  most: number,
): { faces: readonly Face[]; faults: ImportFault[] } {
  if (city === null || outline === null) return { faces, faults: [] }
  const count = verticesOf(faces)
  if (count <= most) return { faces, faults: [] }
  const limit = Math.max(most, 2 * verticesOf(city.faces))
  if (count <= limit) return { faces, faults: [] }
  const thin = thinBorders(faces, outline, limit)
  const fault = faultOf({
    code: 'too-many-vertices',
    count,
    repairs: thin === null ? [] : [{ kind: 'thin', meters: thin.meters }],
  })
  return {
    faces: chosen(fault, choices) === undefined || thin === null ? faces : thin.faces,
    faults: [fault],
  }
}

function verticesOf(faces: readonly Face[]): number {
  return buildPartition(faces).xs.length
}

/** Leaf grids that have a face, and what is above them. */
function withLeaves(
  grids: readonly TopologyGrid[],
  leaves: ReadonlySet<string>,
  leafLevel: string,
): TopologyGrid[] {
  const byCode = new Map(grids.map(grid => [grid.code, grid]))
  const kept = new Set<string>()
  for (const { code, level } of grids) {
    if (level !== leafLevel || !leaves.has(code)) continue
    for (let at = byCode.get(code); at !== undefined && !kept.has(at.code); at = byCode.get(at.parent ?? ''))
      kept.add(at.code)
  }
  return grids.filter(({ code }) => kept.has(code))
}

/** Square metres below which a difference is rounding. */
const least = 1

/** Where the shape that a file gives an upper grid is not the sum of the leaves below it. */
function compareOutlines(
  level: string,
  shapes: readonly SourceShape[],
  faces: readonly Face[],
  grids: readonly TopologyGrid[],
  choices: Choices,
): ImportFault[] {
  const { parts: given } = roundShapes(shapes, choices)
  if (given.length === 0 || faces.length === 0) return []
  const tree = growTree(grids)
  const upper = (face: Face) => tree.chain(face.grid).find(grid => grid.level === level)?.code ?? ''
  const derived = faces.map((face): Part => ({ grid: upper(face), row: 0, rings: canonicalFace(face).rings }))
  const { partition, parts } = nodeRings([...derived, ...given])
  const cells = cutCells(partition)
  const places = new Map<number, number>()
  partition.edges.from.forEach((v, e) => {
    for (const cell of [cells.left[e] as number, cells.right[e] as number])
      if (!places.has(cell)) places.set(cell, v)
  })
  const off = new Map<string, { squareMeters: number; v: number }>()
  cells.owners.forEach((over, cell) => {
    const of = (isDerived: boolean) =>
      new Set(over.filter(p => p < derived.length === isDerived).map(p => parts[p]?.grid ?? ''))
    const [mine, theirs] = [of(true), of(false)]
    const v = places.get(cell) ?? 0
    const squareMeters = squareMetersAt(cells.twiceAreas[cell] as bigint, partition.ys[v] as number)
    for (const code of new Set([...mine, ...theirs])) {
      if (mine.has(code) === theirs.has(code)) continue
      const known = off.get(code)
      off.set(code, { squareMeters: squareMeters + (known?.squareMeters ?? 0), v: known?.v ?? v })
    }
  })
  return [...off]
    .filter(([, { squareMeters }]) => squareMeters > least)
    .map(([code, { squareMeters, v }]) => {
      const at = [toDegrees(partition.xs[v] as number), toDegrees(partition.ys[v] as number)] as const
      return faultOf({
        code: 'outline-differs',
        level,
        grids: [code],
        at,
        squareMeters,
        repairs: [{ kind: 'derive' }],
      })
    })
}
