import { createLocator, type Locator } from '@jingwei/geodata/geometry/locate.ts'
import { createNearestFinder, type NearestFinder } from '@jingwei/geodata/geometry/nearest.ts'
import type { Partition } from '@jingwei/geodata/geometry/partition.ts'
import type { Raster } from '@jingwei/geodata/geometry/raster.ts'
import { type GridTree, growTree } from '@jingwei/geodata/geometry/tree.ts'
import { canonical } from '@jingwei/geodata/geometry/units.ts'
import type { OpenToAll } from '../access/told.ts'
import type { Owner } from '../routing/contract.ts'
import type { Text } from '../wire.ts'
import type { CenterRow, GridRow, InForce } from './queries.ts'

/** One version of the grids in memory, with the centers: all that routing, lists and filters by subtree need. Read only. */
export interface Atlas extends Ground, Centers {
  readonly timeZone: string
  /** What the city tells everybody. */
  readonly open: OpenToAll
  readonly nearMeters: number
  /** Whether everybody may read every case one by one (docs/decisions/012). */
  readonly openCases: boolean
  /** What `routing/owners.ts` has learnt of the posts; when one of them changes there is another atlas. */
  readonly owners: KeptOwners
}

/** Who answers for a grid, by the day and the grid's id; null: nobody. */
export type KeptOwners = Map<string, Map<number, Owner | null>>

/** The part that is the same as long as the version is. */
export interface Ground extends Kernel {
  readonly version: number
  readonly tree: GridTree<AtlasGrid>
  /** In order of codes. */
  readonly grids: readonly AtlasGrid[]
  /** By identity; one that ended leads to the grid that has most of its area: a case that was closed there counts here now. */
  readonly byId: ReadonlyMap<number, AtlasGrid>
  /** The leaf grid that owns each face of the partition. */
  readonly leafOfFace: readonly AtlasGrid[]
}

export interface Centers {
  /** In order of codes. */
  readonly centers: readonly AtlasCenter[]
  readonly nearestCenter: NearestFinder
}

export interface AtlasGrid {
  /** Identity in the database; the code is what travels. */
  readonly id: number
  readonly code: string
  readonly level: string
  readonly parent: string | null
  readonly name: Text
  readonly kind: string | null
  readonly net: string | null
  readonly households: number | null
  readonly synthetic: boolean
  readonly areaSquareMeters: number
  readonly labelPoint: [lon: number, lat: number]
  readonly bounds: [west: number, south: number, east: number, north: number]
}

export interface AtlasCenter extends Omit<CenterRow, 'gridId'> {
  /** Null when the grid that it serves is no part of this version. */
  readonly grid: AtlasGrid | null
}

/** The part of an atlas that depends on the faces alone: expensive to make, kept as long as the version is. */
export interface Kernel {
  readonly partition: Partition
  readonly locator: Locator
}

/** @param raster of the partition, where it was built before */
export function createKernel(partition: Partition, nearMeters: number, raster?: Raster): Kernel {
  return { partition, locator: createLocator(partition, { nearMeters, ...(raster && { raster }) }) }
}

export function createGround(
  version: number,
  kernel: Kernel,
  gridRows: GridRow[],
  heirs: readonly { oldId: number; newId: number }[],
): Ground {
  const grids = gridRows.map(atlasGrid)
  const tree = growTree(grids)
  return {
    version,
    ...kernel,
    tree,
    grids,
    byId: withHeirs(new Map(grids.map(grid => [grid.id, grid])), heirs),
    leafOfFace: kernel.partition.faces.map(face => {
      const grid = tree.get(face.grid)
      if (grid === undefined) throw new Error(`version ${version}: face of unknown grid ${face.grid}`)
      return grid
    }),
  }
}

export function createCenters({ byId }: Ground, rows: CenterRow[]): Centers {
  const centers = rows.map(({ gridId, ...center }) => ({ ...center, grid: byId.get(gridId) ?? null }))
  return { centers, nearestCenter: createNearestFinder(centers) }
}

export function createAtlas(inForce: InForce, ground: Ground, centers: Centers): Atlas {
  return {
    timeZone: inForce.timeZone,
    open: { words: inForce.openWords, names: inForce.openNames },
    nearMeters: inForce.nearMeters,
    openCases: inForce.openCases,
    ...ground,
    ...centers,
    owners: new Map(),
  }
}

/** Identities of a grid and of everything below it, with those that ended and whose area is there now. */
export function subtreeIds(atlas: Atlas, code: string): number[] {
  const below = new Set(gridsWithin(atlas, code))
  return [...atlas.byId].flatMap(([id, grid]) => (below.has(grid) ? [id] : []))
}

function gridsWithin(atlas: Atlas, code: string): AtlasGrid[] {
  const grid = atlas.tree.get(code)
  if (grid === undefined) return []
  return [grid, ...atlas.tree.children(code).flatMap(child => gridsWithin(atlas, child.code))]
}

function withHeirs(
  byId: Map<number, AtlasGrid>,
  heirs: readonly { oldId: number; newId: number }[],
): ReadonlyMap<number, AtlasGrid> {
  const next = new Map(heirs.map(({ oldId, newId }) => [oldId, newId]))
  const found = (id: number): AtlasGrid | undefined => {
    const grid = byId.get(id)
    const heir = next.get(id)
    return grid !== undefined || heir === undefined || heir === id ? grid : found(heir)
  }
  const ended = [...next.keys()].flatMap(id => {
    const grid = byId.has(id) ? undefined : found(id)
    return grid === undefined ? [] : [[id, grid] as const]
  })
  return new Map([...byId, ...ended])
}

export function atlasGrid(row: GridRow): AtlasGrid {
  const { labelLon, labelLat, west, south, east, north, ...grid } = row
  return {
    ...grid,
    labelPoint: [canonical(labelLon), canonical(labelLat)],
    bounds: [west, south, east, north],
  }
}
